"""A password that is an ordinary word shows nowhere, in whatever sentence and line it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes.core.lexicon import everyday
from mkdocs_minutes.core.redact import redact
from mkdocs_minutes.core.settings import Settings

TOLD = (
    "We changed the password to {}.",
    "Bo has set the password of the wiki to {} for now.",
    "The password was changed to {}, as agreed.",
    "The guest password is now {}.",
    "The new password is {} until May.",
    "Everybody should log in with the password {}.",
    "We use {} as password for the pad.",
    "wir haben das Passwort auf {} geändert",
    "Das Passwort lautet ab heute {} und gilt bis Mai.",
    "le mot de passe est passé à {}",
    "Luc a remplacé le mot de passe par {}",
    "hemos cambiado la clave a {}",
    "la nueva contraseña es {}",
    "abbiamo cambiato la password in {}",
    "mudámos a senha para {}",
    "het wachtwoord is gewijzigd naar {}",
    "hasło zmieniono na {}",
    "nowe hasło to {}",
    "heslo jsme změnili na {}",
    "vi bytte lösenordet till {}",
    "пароль поменяли на {}",
)
_SYLLABLES = (
    "bral dosk fump gril jast kelv mork nusk plim quof rask snud tolv vask wemp zolk".split()
)
made_up = st.lists(st.sampled_from(_SYLLABLES), min_size=2, max_size=3).map("".join)


@pytest.mark.parametrize("told", TOLD)
@given(data=st.data())
def test_a_word_that_a_sentence_tells_shows_nowhere(told: str, data: st.DataObject) -> None:
    word = data.draw(made_up.filter(lambda it: it not in everyday()))
    word = data.draw(st.sampled_from((word, word.capitalize())))
    sentence = told.format(word)
    blanks = [at for at, sign in enumerate(sentence) if sign == " " and at > 15]
    at = data.draw(st.sampled_from([0, *blanks]))
    wrapped = f"{sentence[:at]}\n{sentence[at + 1 :]}" if at else sentence
    before, behind = data.draw(
        st.sampled_from((("", ""), ("- ", "\n- Ann to paint"), ("> ", ""), ("Ann: ", "\nBo: yes")))
    )
    if "\n" in wrapped and before:
        before = behind = ""
    assert word not in redact(f"{before}{wrapped}{behind}", Settings()).text
