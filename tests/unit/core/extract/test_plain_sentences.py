"""Tasks that minutes state in plain sentences, in each language."""

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Action, RawNote
from mkdocs_minutes.core.settings import Settings

# How a note of a language begins, with a list of the last meeting's tasks; what gives somebody a
# task there, with whom before it; and what gives nobody one.
NOTES = {
    "de": (
        "Anwesend: Eva Lenz, Jonas Kern",
        "- Eva: Boot streichen – erledigt\n- Jonas: Ruder holen – noch offen",
        """
Eva|Eva soll bis Freitag die Liste der Helfer schicken.
Eva|Eva soll Kuchen backen.
Eva|Der Steg ist morsch. Eva kümmert sich um neue Bretter.
Eva|Eva wird bis Mai einen Kostenvoranschlag einholen.
Jonas|Jonas übernimmt die Buchung der Halle.
Jonas|Jonas hat zugesagt, die Pumpe zu holen.
Jonas Kern|Jonas Kern wird beauftragt, drei Angebote einzuholen.
Eva|Eva erklärt sich bereit, den Aushang zu schreiben.
Eva+Jonas|Eva und Jonas sollen die Preise vergleichen.
Jonas|Den Einkauf der Farbe übernimmt Jonas.
Eva|Um die Schlüssel kümmert sich Eva.
Eva|Bis zur nächsten Sitzung soll Eva die Satzung prüfen.
""",
        """
Eva wird als Kassenwartin gewählt.
Eva wird einstimmig entlastet.
Eva soll krank sein.
Jonas wird die nächste Sitzung leiten.
Eva ist für die Presse zuständig.
Eva berichtet über den Steg.
""",
    ),
    "fr": (
        "Présents : Anne Morel, Luc Petit",
        "- Anne : peindre la barque -> fait\n- Luc : chercher les rames -> en cours",
        """
Anne|Anne est chargée de demander trois devis.
Anne|Anne se charge de la réservation de la salle.
Luc|Luc s'occupe de l'affiche.
Luc|Luc doit envoyer la liste avant vendredi.
Luc|Le ponton est pourri. Luc va contacter le charpentier.
Anne|Anne s'engage à relancer la mairie.
Anne Morel|Anne Morel enverra le compte rendu.
Anne+Luc|Anne et Luc vont comparer les prix.
Luc|Luc prend en charge l'achat de la peinture.
""",
        """
Luc va bien.
Anne est élue trésorière.
Luc présente le budget.
Anne doit partir à 20 h.
Luc sera absent en avril.
""",
    ),
    "es": (
        "Asistentes: Ana Ruiz, Luis Mora",
        "- Ana: pintar la barca (hecho)\n- Luis: traer los remos (pendiente)",
        """
Ana|Ana queda encargada de pedir tres presupuestos.
Ana|Ana se encargará de la reserva de la sala.
Luis|Luis se compromete a enviar la lista.
Luis|Luis va a contactar con el carpintero.
Luis|Luis debe revisar los estatutos antes del viernes.
Ana Ruiz|El muelle está mal. Ana Ruiz enviará el acta.
Ana+Luis|Ana y Luis van a comparar los precios.
Ana|Ana se ofrece a redactar el cartel.
Luis|Se encarga a Luis la compra de la pintura.
""",
        """
Luis va bien.
Ana es elegida tesorera.
Luis presenta el presupuesto.
Ana estará ausente en abril.
""",
    ),
    "it": (
        "Presenti: Anna Riva, Luca Neri",
        "- Anna: dipingere la barca – fatto\n- Luca: portare i remi – ancora da fare",
        """
Anna|Anna si occupa di chiedere tre preventivi.
Anna|Anna è incaricata di prenotare la sala.
Luca|Luca si impegna a inviare l'elenco.
Luca|Luca deve contattare il falegname.
Luca|Il molo è marcio. Luca contatterà il falegname.
Anna Riva|Anna Riva si occuperà del manifesto.
Anna+Luca|Anna e Luca dovranno confrontare i prezzi.
Luca|Luca si offre di scrivere il manifesto.
Luca|Luca si incarica dell'acquisto della vernice.
""",
        """
Anna è eletta tesoriera.
Luca presenta il bilancio.
Anna sarà assente in aprile.
""",
    ),
    "pt": (
        "Presentes: Ana Reis, Rui Melo",
        "- Ana: pintar o barco - OK\n- Rui: trazer os remos - pendente",
        """
Ana|Ana fica responsável por pedir três orçamentos.
Ana|Ana ficou de reservar a sala.
Rui|Rui compromete-se a enviar a lista.
Rui|Rui vai contactar o carpinteiro.
Rui|Rui deve rever os estatutos até sexta.
Ana Reis|O cais está podre. Ana Reis enviará a ata.
Ana+Rui|Ana e Rui vão comparar os preços.
Ana|Ana encarrega-se do cartaz.
Rui|Rui ficou encarregado de comprar a tinta.
""",
        """
Rui vai bem.
Ana foi eleita tesoureira.
Rui apresenta o orçamento.
""",
    ),
    "nl": (
        "Aanwezig: Jan Smit, Eva Bos",
        "- Jan: boot verven – gereed\n- Eva: roeispanen halen – loopt nog",
        """
Jan|Jan neemt contact op met de gemeente.
Jan|Jan zal drie offertes aanvragen.
Eva|Eva gaat de zaal reserveren.
Eva|Eva zorgt voor de affiche.
Jan|De steiger is rot. Jan moet de timmerman bellen.
Jan Smit|Jan Smit neemt de inkoop van verf op zich.
Jan+Eva|Jan en Eva gaan de prijzen vergelijken.
Eva|Eva regelt de sleutels.
Eva|Eva belooft de lijst te sturen.
Eva|Eva zoekt uit wat het kost.
""",
        """
Eva gaat akkoord.
Jan wordt gekozen tot penningmeester.
Eva zal afwezig zijn in april.
Jan presenteert de begroting.
""",
    ),
    "pl": (
        "Obecni: Anna Lis, Jan Kos",
        "- Anna: pomalować łódź – zrobione\n- Jan: przywieźć wiosła – w toku",
        """
Anna|Anna zajmie się rezerwacją sali.
Anna|Anna ma przygotować listę do piątku.
Jan|Jan skontaktuje się z cieślą.
Jan|Pomost jest zgniły. Jan zobowiązał się zamówić deski.
Jan|Jan podejmie się napisania plakatu.
Anna Lis|Anna Lis wyśle protokół.
Anna+Jan|Anna i Jan porównają ceny.
Jan|Jan będzie zbierał składki.
Jan|Jan jest odpowiedzialny za zakup farby.
""",
        """
Anna ma wątpliwości.
Anna została wybrana skarbnikiem.
Jan przedstawia budżet.
""",
    ),
    "cs": (
        "Přítomni: Jana Malá, Petr Novák",
        "- Jana: natřít loď – splněno\n- Petr: přivézt vesla – trvá",
        """
Jana|Jana zajistí rezervaci sálu.
Petr|Petr osloví tesaře.
Petr|Molo je shnilé. Petr bude objednávat prkna.
Petr|Petr si vezme na starost plakát.
Jana Malá|Jana Malá pošle zápis.
Jana+Petr|Jana a Petr porovnají ceny.
Petr|Petr se zavázal koupit barvu.
Petr|Nákup barvy zajistí Petr.
""",
        """
Jana má obavy.
Jana byla zvolena pokladní.
Petr představil rozpočet.
""",
    ),
    "sv": (
        "Närvarande: Eva Lind, Olle Berg",
        "- Eva: måla båten – klart\n- Olle: hämta årorna – kvarstår",
        """
Eva|Eva ska begära in tre offerter.
Eva|Eva åtar sig att boka salen.
Olle|Olle tar på sig att skicka listan.
Olle|Olle kontaktar snickaren.
Olle|Bryggan är murken. Olle kommer att ringa kommunen.
Eva Lind|Eva Lind fick i uppdrag att skriva affischen.
Eva+Olle|Eva och Olle ska jämföra priserna.
Olle|Olle ansvarar för inköp av färg.
Olle|Olle tar hand om nycklarna.
""",
        """
Eva ska bort.
Eva valdes till kassör.
Olle presenterar budgeten.
""",
    ),
    "nb": (
        "Til stede: Kari Lund, Ola Berg",
        "- Kari: male båten – ferdig\n- Ola: hente årene – gjenstår",
        """
Kari|Kari skal innhente tre tilbud.
Kari|Kari tar på seg å bestille lokalet.
Ola|Ola kontakter snekkeren.
Ola|Bryggen er råtten. Ola vil ringe kommunen.
Ola|Ola tar ansvar for innkjøp av maling.
Kari Lund|Kari Lund fikk i oppgave å skrive plakaten.
Kari+Ola|Kari og Ola skal sammenligne prisene.
Ola|Ola tar seg av nøklene.
Ola|Ola sender ut listen.
""",
        """
Kari ble valgt til kasserer.
Ola presenterte budsjettet.
""",
    ),
    "ru": (
        "Присутствовали: Анна Петрова, Олег Смирнов",
        "- Анна: покрасить лодку – сделано\n- Олег: привезти вёсла – не сделано",
        """
Анна|Анна подготовит список до пятницы.
Анна Петрова|Анна Петрова возьмёт на себя аренду зала.
Олег|Олег должен связаться с плотником.
Олег|Причал сгнил. Олег обязуется заказать доски.
Олег|Олег будет собирать взносы.
Анна|Анна займётся афишей.
Анна+Олег|Анна и Олег сравнят цены.
Олег|Олег взялся купить краску.
""",
        """
Анна избрана казначеем.
Олег представил бюджет.
""",
    ),
    "zh": (
        "出席：王芳、李明",
        "- 王芳：刷船（已完成）\n- 李明：取桨（未完成）",
        """
王芳|由王芳负责联系木匠。
王芳|王芳负责预订会场。
李明|李明将发送名单。
李明|码头坏了。李明会联系区政府。
李明|请李明整理报价。
王芳|会场预订由王芳负责。
""",
        """
王芳被选为司库。
李明介绍了预算。
""",
    ),
    "ja": (
        "出席者：佐藤、鈴木",
        "- 佐藤：船の塗装（完了）\n- 鈴木：櫂の準備（継続）",
        """
佐藤|佐藤が見積もりを依頼する。
佐藤|会場の予約は佐藤が担当する。
鈴木|鈴木さんが名簿を送ります。
鈴木|桟橋が傷んでいる。鈴木が区役所に連絡する。
鈴木|鈴木が価格を確認する予定。
""",
        """
佐藤が会計に選出された。
鈴木が予算を説明した。
""",
    ),
}


def actions_in(language: str, sentence: str, *, marked: str = "") -> list[Action]:
    """The actions that a sentence adds to a note, behind a list of others."""
    people, reviewed, *_ = NOTES[language]
    note = f"# Boat\n\n{people}\n\n{marked or reviewed}\n\n## Zzz\n\n{sentence}\n"
    first = note[: note.index("## Zzz")].count("\n")
    facts = parse(RawNote("2021-03-04.md", note.encode()), Settings()).facts
    return [action for action in facts.actions if action.line > first]


def owners(actions: list[Action]) -> list[str]:
    return ["+".join(owner.name for owner in action.owners) for action in actions]


SENTENCES = [
    (language, *sentence.split("|", 1))
    for language, (_, _, told, _) in NOTES.items()
    for sentence in told.strip().splitlines()
]
OTHERS = [
    (language, sentence)
    for language, (_, _, _, others) in NOTES.items()
    for sentence in others.strip().splitlines()
]


@pytest.mark.parametrize(("language", "owner", "sentence"), SENTENCES)
def test_a_sentence_gives_somebody_a_task(language: str, owner: str, sentence: str) -> None:
    assert owners(actions_in(language, sentence)) == [owner]


@pytest.mark.parametrize(("language", "sentence"), OTHERS)
def test_what_somebody_is_or_tells_is_no_task(language: str, sentence: str) -> None:
    assert actions_in(language, sentence) == []


@pytest.mark.parametrize(
    ("language", "marked", "sure", "doubtful"),
    [
        ("de", "## Aufgaben\n\n- Boot streichen", "Eva soll malen.", "Eva wird Farbe holen."),
        ("fr", "## Actions\n\n- Peindre", "Anne est chargée d'acheter.", "Anne va laver."),
        ("es", "## Tareas\n\n- Pintar", "Ana queda encargada de comprar cola.", "Ana va a ir."),
        ("nl", "## Actiepunten\n\n- Verven", "Jan krijgt opdracht te verven.", "Jan zal verven."),
        ("sv", "## Åtgärder\n\n- Måla", "Eva åtar sig att köpa lim.", "Eva ska måla båten."),
    ],
)
def test_beside_marked_actions_only_what_is_sure_is_one(
    language: str, marked: str, sure: str, doubtful: str
) -> None:
    assert len(actions_in(language, sure, marked=marked)) == 1
    assert actions_in(language, doubtful, marked=marked) == []


@pytest.mark.parametrize(
    ("language", "line", "text"),
    [
        ("de", "V: Eva – Angebot einholen – T: 8. März", "Angebot einholen"),
        ("de", "Das Boot streichen. Verantwortlich: Eva", "Das Boot streichen"),
        ("fr", "Responsable : Anne. Tâche : peindre la barque. Délai : 3 mai", "peindre la barque"),
        ("es", "Pintar la barca. A cargo de: Ana", "Pintar la barca"),
        ("pt", "Responsável: Ana - pintar o barco", "pintar o barco"),
        ("pl", "Odpowiedzialna: Anna – kupić farbę – termin: 3 maja", "kupić farbę"),
        ("cs", "Zodpovídá: Jana – koupit barvu", "koupit barvu"),
        ("sv", "Måla båten till våren. Ansvarig: Eva", "Måla båten till våren"),
        ("ru", "Ответственный: Анна – купить краску", "купить краску"),
    ],
)
def test_who_is_in_charge_has_the_task_beside_it(language: str, line: str, text: str) -> None:
    found = actions_in(language, line)
    assert [(action.text, len(action.owners)) for action in found] == [(text, 1)]


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("de", "Nr. | Thema | Zuständig | Termin"),
        ("fr", "N° | Discussion | Responsable | Échéance"),
        ("es", "N.º | Tema | Responsable | Plazo"),
        ("pl", "Nr | Temat | Osoba | Termin"),
        ("nl", "Nr. | Onderwerp | Wie | Wanneer"),
    ],
)
def test_what_a_topic_s_cell_says_last_is_to_be_done_by_whom_its_row_names(
    language: str, head: str
) -> None:
    somebody = NOTES[language][0].split()[1].strip(":")
    name = somebody if somebody.isalpha() else NOTES[language][0].split()[2]
    rows = f"| 1 | Aaa bbb. Ccc ddd | {name} | 3.5. |\n| 2 | Eee fff. Ggg {name} hhh | | |"
    found = actions_in(language, f"| {head} |\n|---|---|---|---|\n{rows}")
    assert [(action.text, owners([action])) for action in found] == [("Ccc ddd", [name])]


@pytest.mark.parametrize(
    ("language", "heading", "name"),
    [
        ("de", "Aufgaben Eva", "Eva"),
        ("de", "Evas Aufgaben", "Eva"),
        ("fr", "À faire (Anne)", "Anne"),
        ("fr", "Tâches d'Anne", "Anne"),
        ("es", "Pendientes de Ana", "Ana"),
        ("it", "Azioni per Anna", "Anna"),
        ("nl", "Acties Jan", "Jan"),
        ("pl", "Do zrobienia (Anna)", "Anna"),
        ("cs", "Úkoly: Jana", "Jana"),
        ("sv", "Att göra Eva", "Eva"),
        ("ru", "Задачи: Анна", "Анна"),
        ("zh", "王芳的待办事项", "王芳"),
        ("ja", "タスク（佐藤）", "佐藤"),
        ("de", "To-dos Jonas Kern", "Jonas Kern"),
    ],
)
@pytest.mark.parametrize("form", ["### {}", "{}:", "**{}:**\n"])
def test_a_heading_says_whose_the_tasks_below_are(
    language: str, heading: str, name: str, form: str
) -> None:
    found = actions_in(language, f"{form.format(heading)}\n- aaa bbb\n- ccc ddd")
    assert [(action.text, owners([action])) for action in found] == [
        ("aaa bbb", [name]),
        ("ccc ddd", [name]),
    ]


@pytest.mark.parametrize("heading", ["Aufgaben Berlin", "Evas Bericht", "Eva"])
def test_a_heading_of_anything_else_gives_nobody_the_items_below(heading: str) -> None:
    assert actions_in("de", f"### {heading}\n\n- aaa bbb\n- ccc ddd") == []


def found_in(people: str, rest: str) -> list[tuple[str, str]]:
    """The owners and words of the actions of a note that lists some people."""
    note = f"# Boat\n\n{people}\n\n## Zzz\n\n{rest}\n"
    facts = parse(RawNote("2021-03-04.md", note.encode()), Settings()).facts
    return [(owners([action])[0], action.text) for action in facts.actions]


def test_a_surname_with_an_honorific_is_somebody_listed_in_full() -> None:
    people = "出席者：中島明美、グエン・ティ・ホア"
    assert found_in(people, "中島会長が名簿を作成する。\n\nグエンさんが案内を翻訳する。") == [
        ("中島", "名簿を作成する"),
        ("グエン", "案内を翻訳する"),
    ]


def test_a_column_at_the_right_says_whose_a_line_is() -> None:
    line = "Boot bis zum Fest streichen" + " " * 30 + "Eva"
    assert found_in("Anwesend: Eva Lenz, Jonas Kern", f"Es regnet.\n{line}") == [
        ("Eva", "Boot bis zum Fest streichen")
    ]
    assert found_in("Anwesend: Eva Lenz, Jonas Kern", "Kern" + " " * 30 + "Eva") == []


def test_items_signed_with_a_day_too_are_tasks() -> None:
    items = "- Bestellen der Bretter (Eva, bis 3. Mai)\n- Kaufen von Farbe (Jonas)"
    assert found_in("Anwesend: Eva Lenz, Jonas Kern", items)[0][0] == "Eva"


def test_a_clause_beside_a_decision_gives_somebody_a_task() -> None:
    line = "The mast leans. Ann to call the yard. We agreed to sell the old oars."
    assert found_in("Present: Ann Bell, Carl Diaz", line) == [("Ann", "call the yard.")]


def test_several_actions_in_the_same_brackets_are_each_one() -> None:
    line = "It rained. (Action: Ann to buy a tent. Action: Carl to sell the tarp.)"
    assert found_in("Present: Ann Bell, Carl Diaz", line) == [
        ("Ann", "buy a tent"),
        ("Carl", "sell the tarp."),
    ]
    assert found_in("Present: Ann Bell, Carl Diaz", "Buy a tent soon (Action: Ann)") == [
        ("Ann", "Buy a tent soon")
    ]


@pytest.mark.parametrize(
    ("people", "line", "told"),
    [
        (
            "Presentes: Sra. Pineda, Ana Gil",
            "Responsable: Sra. Pineda. Tarea: colgar el aviso",
            "Pineda",
        ),
        ("出席：沢口仁、早川真理", "担当:沢口仁 テントの見積もりを取る", "沢口仁"),
        ("出席：丁志远、孟晓", "责任人:丁志远 任务:联系三家公司报价", "丁志远"),
        (
            "Anwesend: Eva Lenz, Jonas Kern",
            ">> Auftrag an Eva Lenz: Vordruck entwerfen",
            "Eva Lenz",
        ),
        ("Presenti: Bo Neri, Eva Riva", "COMPITI: Bo Neri - cercare una palestra", "Bo Neri"),
    ],
)
def test_who_has_a_task_stands_behind_its_label(people: str, line: str, told: str) -> None:
    assert [owner for owner, _ in found_in(people, line)] == [told]


def test_a_task_whose_owner_ends_the_line_above_is_read() -> None:
    told = (
        "The roof leaks again, and the firm does not answer the letters sent to it. Carl Diaz\n"
        "will write to the firm in May. It rained for long, and then it stopped at last. Ann\n"
        "to bring a bucket.\n"
    )
    assert found_in("Present: Ann Bell, Carl Diaz", told) == [
        ("Carl Diaz", "write to the firm in May."),
        ("Ann", "bring a bucket."),
    ]


def test_a_name_above_that_ends_something_else_has_no_task_below() -> None:
    told = "Those who came:\n\nCarl Diaz\n\nwill write to the firm.\n\n- Ann Bell\n- will go home\n"
    assert found_in("Present: Ann Bell, Carl Diaz", told) == []


@pytest.mark.parametrize(
    ("people", "heading", "reviewed", "further", "sentence"),
    [
        (
            "Present: Jana Kos, Adam Berg",
            "Actions from the last meeting",
            "Jana: paint the boat - paint is here",
            "Adam: fetch the oars - waiting for a reply",
            "Adam will buy glue",
        ),
        (
            "Present: Jana Kos, Adam Berg",
            "Review of action items from previous meeting",
            "Jana: paint the boat - paint is here",
            "Adam: fetch the oars - waiting for a reply",
            "Adam will buy glue",
        ),
        (
            "Anwesend: Eva Lenz, Jonas Kern",
            "Aufgaben aus der letzten Sitzung",
            "Eva: Boot streichen – Farbe ist da",
            "Jonas: Ruder holen – wartet auf Antwort",
            "Eva wird Leim kaufen",
        ),
        (
            "Présents : Anne Morel, Luc Petit",
            "Actions prévues lors de la réunion précédente",
            "Anne : peindre la barque : la peinture est là",
            "Luc : chercher les rames : réponse attendue",
            "Luc va acheter une corde",
        ),
        (
            "Présents : Anne Morel, Luc Petit",
            "Suivi des actions de la dernière réunion",
            "Anne : peindre la barque : la peinture est là",
            "Luc : chercher les rames : réponse attendue",
            "Luc va acheter une corde",
        ),
        (
            "Asistentes: Ana Ruiz, Luis Mora",
            "Tareas de la reunión anterior",
            "Ana: pintar la barca - ya hay pintura",
            "Luis: traer los remos - espera respuesta",
            "Luis va a comprar cola",
        ),
        (
            "Presenti: Anna Riva, Luca Neri",
            "Azioni della riunione precedente",
            "Anna: dipingere la barca - la vernice c'è",
            "Luca: portare i remi - attende risposta",
            "Luca deve comprare la colla",
        ),
        (
            "Presentes: Ana Reis, Rui Melo",
            "Tarefas da reunião anterior",
            "Ana: pintar o barco - a tinta chegou",
            "Rui: trazer os remos - aguarda resposta",
            "Rui vai comprar cola",
        ),
        (
            "Aanwezig: Jan Smit, Eva Bos",
            "Actiepunten vorige vergadering",
            "Jan: boot verven - verf is er",
            "Eva: roeispanen halen - wacht op antwoord",
            "Jan zal lijm kopen",
        ),
        (
            "Obecni: Anna Lis, Jan Kos",
            "Zadania z poprzedniego spotkania",
            "Anna: pomalować łódź - farba jest",
            "Jan: przywieźć wiosła - czeka na odpowiedź",
            "Jan musi kupić klej",
        ),
        (
            "Přítomni: Jana Malá, Petr Novák",
            "Úkoly z minulé schůze",
            "Jana: natřít loď - barva je",
            "Petr: přivézt vesla - čeká na odpověď",
            "Petr musí koupit lepidlo",
        ),
        (
            "Närvarande: Eva Lind, Olle Berg",
            "Åtgärder från föregående möte",
            "Eva: måla båten - färgen finns",
            "Olle: hämta årorna - väntar på svar",
            "Olle ska köpa lim",
        ),
        (
            "Til stede: Kari Lund, Ola Berg",
            "Oppgaver fra forrige møte",
            "Kari: male båten - malingen er her",
            "Ola: hente årene - venter på svar",
            "Ola skal kjøpe lim",
        ),
        (
            "Присутствовали: Анна Петрова, Олег Смирнов",
            "Задачи с прошлого собрания",
            "Анна: покрасить лодку - краска есть",
            "Олег: привезти вёсла - ждём ответа",
            "Олег должен купить клей",
        ),
    ],
)
def test_beside_a_list_that_is_headed_as_an_earlier_one_what_somebody_will_do_is_one(
    people: str, heading: str, reviewed: str, further: str, sentence: str
) -> None:
    def count(title: str) -> int:
        listed = f"# Boat\n\n{people}\n\n## {title}\n\n- {reviewed}\n- {further}\n"
        note = f"{listed}\n## Zzz\n\n{sentence}.\n"
        return len(parse(RawNote("2021-03-04.md", note.encode()), Settings()).facts.actions)

    assert (count(heading), count("To do")) == (3, 2)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Ann has been asked to write the letter.", "write the letter."),
        ("Ann was asked to explain the budget.", "explain the budget."),
        ("Ann was tasked with writing the letter.", "writing the letter."),
        ("Ann promised to write the letter.", "write the letter."),
        ("Ann Bell was instructed to pay it.", "pay it."),
        ("Ann was asked to leave.", ""),
        ("Ann is asked to be on time.", ""),
        ("Ann was asked about the letter.", ""),
    ],
)
def test_what_somebody_is_asked_to_do_is_told_without_the_asking(said: str, text: str) -> None:
    note = f"# Boat\n\nPresent: Ann Bell, Bo Crane\n\n## Boat\n\nIt is old.\n\n- {said}\n"
    facts = parse(RawNote("2021-03-04.md", note.encode()), Settings()).facts
    assert [one.text for one in facts.actions] == ([text] if text else [])
