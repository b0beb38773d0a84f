"""Writes `vectors.json` anew: run it by hand, and read the difference before committing it."""

from __future__ import annotations

import json
from pathlib import Path

from mkdocs_minutes.search.tokens import tokens, wording

TEXTS = (
    "",
    "   \n\t",
    "Released v3.5.1 today; 3.5.2. is next, 3.4.3 is not 3.4.34",
    "V7r3p36 and 8.1.0a12, 3.5.1-1, glideinwms-3.7.5, v2 of python3.6",
    "SOFTWARE-3642 GGUS-123456 org/repo#12 #77 [INF-12]",
    "the test-bed, test_bed, condor_ssh_to_job, __init__, e-mail",
    "non‐breaking and non‑breaking hyphens – and dashes — and 2019–2020",
    "@handle (someone@example.org) cctb01.example.org",
    "2019-09-09 10:32:11,041212 [::ffff:192.0.2.12]:36778",
    "today's DEVELOPERS' don’t O'Brien l’index ISGC'23",
    "VOs CEs vos CMS VO's",
    "the 25th anniversary, 2nd of 3rd during 1st 11th",
    "Çédille naïve Łódź Straße ﬁx ①½ ㏂ ℀ İstanbul Σίσυφος ΣΊΣΥΦΟΣ",
    "soft\u00adhyphen zero\u200dwidth \u202emirrored\u202c \ufeffbom",
    "会議室です。東京2020年 カタカナ ｶﾀｶﾅ ㈱",
    "한국어로 말하다",
    "การประชุม ปี 2566",
    "Встреча состоялась, הישיבה נדחתה، اجتماع",
    '<img src=x onerror=alert(1)> "><script>alert(1)</script>',
    "*" * 200,
    "a" * 150,
    "a." * 40,
    "bullets • ▶ ⇒ => done ✔ 🎉party",
    "caresses ponies agreed plastered motoring sized hopping falling filing happy sky",
    "relational digitizer decisiveness triplicate formalize electrical goodness adjustable",
    "replacement adoption effective controlling releases configuration documented policies",
    "The and of to is IT, as WHO did the DID of A",
    "HTCondorCE StashCache XRootD BrianL GitHub's getCompressedData theAnd",
    "colours neighbourhood organisation organised analysed licence defence centre centred dialogue",
    "promise exercise improvise precise hour four programme programmed practising grey enrolment",
    "statuses campuses causes houses cancelled travelling labelled labeled adviser barbeque",
    "Who ran it wrote what the women chose, indices were found and the meeting met",
    "Decisions, resolutions, failures and responses: the registration was denied on analysis",
    "eth_sendRawTransaction api.getCompressedData HTCondor-CE",
    "встреча встречи заседания заседаний решение день συνάντηση συναντήσεις Συναντήσεων",
    "CentOS7 python3 cctb01 x509 24x7 rev3.5 the3 iPhone MiB VOMSes",
    "N-API m.js l'adhésion EL6 e-mail gh#5 repos configs specs docs deps dep labs",
)


def main() -> None:
    """Writes the vectors beside this file."""
    vectors = [{"text": text, "tokens": tokens(text), "wording": wording(text)} for text in TEXTS]
    target = Path(__file__).with_name("vectors.json")
    target.write_text(json.dumps(vectors, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
