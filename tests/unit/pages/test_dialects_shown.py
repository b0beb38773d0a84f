"""What the pages of notes in each dialect show: no markup, and every word that is none."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.unit.pages.sites import body, lookups_of, note_page, page

GOLDEN = Path(__file__).parents[2] / "golden"
NOTES = sorted(
    path.relative_to(GOLDEN)
    for path in GOLDEN.glob("dialect-*/*")
    if path.name != "expected.json" and "plain" not in path.name
)
# What is an address, a page that Notion names, or a picture within the text.
DATA = re.compile(r"data:image/[^\s)>]+|(?:https?://|mailto:|\.\./)[^\s()\[\]|>]+")
# The tags of a page of HTML with what they name, and what only a program reads.
TAGS = re.compile(
    r"<head>.*?</head>|<script>.*?</script>|<ac:adf-attribute.*?</ac:adf-attribute>|"
    r"<ac:task-(?:status|id)>[^<]*<[^<>]*>|"
    r"<ac:parameter ac:name=\"(?:colour|server|language)\">[^<]*<[^<>]*>|"
    r"<[!/]?\w[^<>]*>|CDATA",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]{2,}")

# Words of the sources that are markup, addresses, comments, or of use to a program only.
HIDDEN = {
    "program-said-last": "Meeting",  # of the frame around the title
    "outliner-title-below-properties": "TODO DONE",
    "mediawiki-template-alone": "Meeting next meeting User",
    "storage-anchors": "top",
    "org-counts": "TITLE",
    "asciidoc-whole": "toc left icons font through kbd btn menu icon heart pass stem xref"
    " link pdf image png align center video youtube footnote footnoteref"
    " ruby quote verse collapsible include ifdef foo endif comment block"
    " cols options header autowidth horizontal discrete bibliography format csv TIP",
    "dokuwiki-whole": "NOTOC user del sub sup WRAP center round info img png wiki pdf ns"
    " doku server python file nowiki color fc ff hidden tag section"
    " indexmenu todo html example org",
    "extensions": "cls material check fontawesome solid button target blank red blue"
    " div class grid cards markdown tada details summary",
    "forum": "smile quote post topic full true name type regular results always"
    " date time timezone spoiler wrap upload abc png attachment def color"
    " url size kbd ins del",
    "jira-whole": "toc maxLevel accountid color file pdf SPACE Page crane png thumbnail"
    " bq quote borderColor expand code java noformat status colour Green"
    " jira user date excerpt section column width task tasklist Todo",
    "mediawiki-whole": "NOTOC Other DISPLAYTITLE meeting Meeting TOC NOEDITSECTION User sub sup"
    " code nowiki br class wikitable sortable style width rowspan color colspan nested"
    " math ref name gallery File png blockquote syntaxhighlight lang"
    " python thumb px left Category wikipedia div span comment talk"
    " Meetings de Seile references",
    "org-whole": "TITLE DATE Tue FILETAGS STARTUP overview OPTIONS toc nil num TODO"
    " SOLVED MACRO PROPERTIES CUSTOM ID disc END file img png fn CAPTION"
    " NAME ATTR HTML width TBLFM vsum BEGIN SRC python results output"
    " RESULTS QUOTE begin center end verse warning diary float odd"
    " DEADLINE Mon Wed LOGBOOK State from CLOCK CLOSED COMMENT hidden"
    " heading comment",
    "outliner-whole": "collapsed true background color yellow python video youtube tweet"
    " cloze query task TODO renderer BEGIN END QUERY height width aaaa"
    " embed last interval logseq list number Wed DEADLINE Mon LOGBOOK"
    " CLOCK Tue id DOING CANCELED completed",
    "restructuredtext-whole": "contents depth br raw html image now sub sup doc ref kbd math"
    " admonition code python linenos figure alt width csv header list rows"
    " comment here rubric epigraph versionadded container tabs sidebar"
    " replace hlist class",
    "storage-in-markdown": "ac structured macro name rich text body ri page content title image"
    " attachment filename png task list status incomplete",
    "textile-whole": "toc who user color cls png width px bq bc fn comment hidden thumbnail"
    " attachment class ruby notextile table wide border",
    "tiddlywiki-whole": "created modified type text vnd tiddlywiki caption img png width ext"
    " pdf python Template toc list filter button checkbox tag color cls"
    " comment define",
    "twiki-whole": "META TOPICINFO author AnnBell date format version TOPICPARENT name"
    " Meetings TOC Main CarlDiaz ENDCOLOR BR ATTACHURL img src"
    " ATTACHURLPATH crane png verbatim comment TWISTY showlink More"
    " hidelink Less ENDTWISTY INCLUDE Other SEARCH DATE GMTIME SIGNATURE"
    " sticky noautolink who state closed STARTSECTION ENDSECTION ICON tick"
    " COMMENT type below FILEATTACHMENT attr FORM",
    "mail-as-text": "ann example org Reply To Message ID Content Type text plain charset utf"
    " Transfer Encoding quoted printable Zo AB at In Wed Mar",
    "mail-of-html": "MIME Version Content Type text html charset utf Transfer Encoding quoted"
    " printable ann example org Car AEer body",
    "outliner-dated-headings": "TODO",
    "outliner-quotes": "BEGIN QUOTE END id dec",
    "textile-styles": "color red notextile",
    "asciidoc-tables-and-roles": "cols options header red nbhy nbsp big",
    "org-owners-below": "TODO",
    "org-owners-as-properties": "TITLE DATE Tue TODO DONE DEADLINE Mon PROPERTIES END OWNER"
    " Assigned to Assignee",
    "mail": "Return Path ann example utf Minutes of the disk group March Message ID MIME Version"
    " Content Type multipart alternative boundary text plain charset Transfer Encoding quoted"
    " printable Zo AB html Hello",
    "tiddlywiki": "created modified type text vnd tiddlywiki Diaz",
    "trac": "PageOutline TOC wiki DiskPage",
    "twiki": "META TOPICINFO author AnnBell date format version TOPICPARENT name MeetingMinutes TOC"
    " Main CarlDiaz ACTION who state open verbatim",
    "zim": "Content Type text zim wiki Wiki Format Creation Date Disks Rack",
    "asciidoc": "toc left written in rain cols image png sh",
    "captions": "WEBVTT NOTE Kind captions Language en made by program in two lines align start"
    " position cue",
    "captions-of-tasks": "WEBVTT",
    "captions-that-go-on": "WEBVTT",
    "captions-with-decisions": "WEBVTT",
    "captions-signed-in": "WEBVTT",
    "chat": "startmeeting topic info endmeeting Log opened",
    "chat-saved": "Reacted with",
    "chat-reactions": "Reacted with Removed reaction from Full message cannot be displayed on this"
    " version",
    "dokuwiki-signs": "NOTOC code bash",
    "foam-titles": "Autogenerated link references for markdown compatibility begin end people mira"
    " holt owen price boat",
    "linked-owners": "TODO task embed",
    "mediawiki-lists-end": "pre",
    "mentions-numbered": "user subteam BE LH QF ABCDE AAAAAAA",
    "org-own-states": "TITLE DATE Tue TODO ASKED DONE REJECTED DEADLINE fn",
    "org-headings-as-items": "TITLE Tue TODO",
    "documents": "image",
    "dokuwiki": "NOTOC people yard png code",
    "dokuwiki-tasks": "todo tag",
    "double-brackets": "people vogt notes user dendron main",
    "mediawiki": "TOC Meeting User class wikitable style color File old png thumb"
    " px ping talk pre Category",
    "mentions": "user mention GARDEN",
    "org": "TITLE DATE Written in rain PROPERTIES ID END TODO DEADLINE Mon LOGBOOK"
    " State from NEXT Fri CLOSED Sat BEGIN SRC sh",
    "org-bodies": "TODO DONE DEADLINE Mon fn",
    "outliner": "collapsed true id dec LOGBOOK CLOCK Wed END Mon TODO DEADLINE Thu query todo",
    "pads": "heavy check mark toc info dart spoiler name time color bf aside hammer ToC state",
    "asciidoc-terms": "footnote cols",
    "pads-as-text": "eyes",
    "pad-remarks-before": "name time",
    "restructuredtext-rows-of-bullets": "list table",
    "chat-of-weechat": "tada",
    "restructuredtext-blocks": "admonition replace list table header rows rubric figure png width"
    " alt topic",
    "restructuredtext": "contents depth ref written in rain",
    "textile": "toc there color png info title pre bq",
    "vault-callouts": "dec here key none",
    "textile-notes": "info fn",
    "vault-statements": "IMPORTANT people Autogenerated link references begin end Sail plan",
    "vault": "tags meeting aliases call people ask her for bill Next steps drawings press",
}
MARKUP = re.compile(
    r"\[\[|\]\]|\{\{|\}\}|'''|\{\||\|\}|:::|^=+ |^#\+|%%|^h[1-6]\. |-->|<v |\(\(|^\.\. |^\|===|"
    r"\[/?\w+=\w+\]|:\w+:$",
    re.MULTILINE,
)


def test_what_blocks_of_other_notes_say_stands_where_they_are_named() -> None:
    block = "66dec1a0-1111-4222-8333-444455556666"
    there = f"# A\n\n- TODO call [[Bo]] <now>\n  id:: {block}\n\nThe rope is old. ^a1b2\n"
    here = f"# B\n\n- ![[one#^a1b2]] and (({block})) and [[one#^none]]\n"
    lookups = lookups_of({"x/two.md": here, "x/one.md": there})
    [note] = (id for id, note in lookups.archive.notes.items() if note.note.path == "x/two.md")
    html = body(page(lookups, f"notes/{note}/"))
    assert '<q class="mn-quote">The rope is old.</q> <a href' in html
    assert '<q class="mn-quote">call Bo &lt;now&gt;</q> ' in html
    assert html.count("<q") == 2
    assert "#L6" in html


def test_links_to_versions_notes_and_sections_lead_there() -> None:
    there = "# Crane Weekly 2024-05-06\n\nPresent: Ann Bell\n\n## Ropes\n\n- Winch 2.1 is near.\n"
    here = (
        "# Crane Weekly 2024-05-13\n\nPresent: [[Ann Bell]]\n\n- Released [[Winch 2.1]]\n"
        "- See ![[2024-05-06]], ![[2024-05-06#Ropes]] and [[Mast 9.9]]\n"
    )
    lookups = lookups_of({"x/2024-05-06.md": there, "x/2024-05-13.md": here})
    html = body(page(lookups, "notes/crane-weekly/2024-05-13/"))
    for href in (
        "people/ann-bell/",
        "projects/winch/2.1/",
        "2024-05-06/index.html",
        "2024-05-06/index.html#ropes",
    ):
        assert re.search(rf'href="[^"]*{re.escape(href)}', html), href
    assert "[[" not in html
    assert "Mast 9.9" in html


# A note in each markup with what leads to its own section, and to one of another note.
LINKED = {
    "mediawiki": "= Crane 2024-05-13 =\n== Open points ==\n[[#Open points|here]]"
    " [[2024-05-06#Ropes|there]]",
    "dokuwiki": "====== Crane 2024-05-13 ======\n===== Open points =====\n[[#open_points|here]]"
    " [[crane:2024-05-06#ropes|there]]",
    "textile": 'h1. Crane 2024-05-13\n\nh2. Open points\n\n"here":#open-points'
    " [[2024-05-06#Ropes|there]]",
    "org": "* Crane 2024-05-13\n** Open points\n[[*Open points][here]]"
    " [[file:2024-05-06.org::*Ropes][there]]",
    "adoc": "= Crane 2024-05-13\n\n[[open]]\n== Open points\n\n<<open,here>> <<_open_points,here>>"
    " xref:2024-05-06.adoc#ropes[there]",
    "rst": "Crane 2024-05-13\n================\n\n.. _open:\n\nOpen points\n-----------\n\n"
    ":ref:`here <open>` :doc:`there <2024-05-06>`",
    "md": "# Crane 2024-05-13\n\n## Open points\n\n[[#Open points|here]]"
    " [[2024-05-06#Ropes|there]]",
}


@pytest.mark.parametrize("ending", LINKED)
def test_links_to_sections_lead_there_in_every_markup(ending: str) -> None:
    there = f"x/2024-05-06.{ending if ending in ('org', 'adoc', 'rst', 'dokuwiki') else 'md'}"
    notes = {there: OTHERS.get(ending, "# Crane 2024-05-06\n\n## Ropes\n\nold\n")}
    lookups = lookups_of({f"x/2024-05-13.{ending}": LINKED[ending], **notes})
    html = body(page(lookups, "notes/crane/2024-05-13/"))
    own = re.findall(r'<a[^>]*href="#open-points"[^>]*>(\w+)<', html)
    assert own == ["here"] * (2 if ending == "adoc" else 1)
    section = "" if ending == "rst" else "#ropes"
    assert re.search(rf'href="[^"]*2024-05-06/index.html{section}"[^>]*>there<', html)


OTHERS = {
    "org": "* Crane 2024-05-06\n** Ropes\nold\n",
    "adoc": "= Crane 2024-05-06\n\n== Ropes\n\nold\n",
    "rst": "Crane 2024-05-06\n================\n\nRopes\n-----\n\nold\n",
    "dokuwiki": "====== Crane 2024-05-06 ======\n===== Ropes =====\nold\n",
}


def test_a_file_is_in_the_markup_that_its_ending_names() -> None:
    text = "h1. Crane 2024-05-13\n\n{{>toc}}\n\n==*raw*==\n\nh2{color:red}. Ropes\n"
    html = note_page({"x/2024-05-13.textile": text})
    assert "toc" not in html
    assert ">Ropes" in html


def test_blocks_of_asciidoc_are_boxes_of_their_kind() -> None:
    text = (
        "= Crane 2024-05-13\n\n[WARNING]\n====\nhot tar\n\n----\nrow\n----\n====\n\n****\naside\n"
        "****\n\n[TIP]\ngloves\n\n____\nsaid\n____\n\n====\nopen\n"
    )
    html = body(note_page({"x/2024-05-13.adoc": text}))
    assert html.count("mn-callout--warning") == 1
    assert html.count("mn-callout--tip") == 1
    assert len(re.findall('class="mn-callout[ "]', html)) == 3
    assert re.search(r"<blockquote>\s*<p>said", html)
    assert not re.search(r"={3}|\*{3}|_{3}|\[", re.sub(r"<[^>]*>", "", html))


def page_of(path: Path) -> str:
    return note_page({f"x/{path.name}": (GOLDEN / path).read_text(encoding="utf-8")})


@pytest.mark.parametrize("path", NOTES, ids=str)
def test_no_word_is_lost(path: Path) -> None:
    html = page_of(path)
    labels = re.findall(r'aria-label="([^"]*)"', html)
    text = unescape(" ".join((re.sub(r"<[^>]*>", " ", html), *labels)))
    have = {word.casefold() for word in WORD.findall(text)}
    hidden = set(HIDDEN.get(path.parts[0].removeprefix("dialect-"), "").split())
    source = (GOLDEN / path).read_text(encoding="utf-8")
    source = unescape(TAGS.sub(" ", source)) if path.suffix in (".html", ".storage") else source
    written = set(WORD.findall(DATA.sub("", source)))
    lost = {word for word in written if word.casefold() not in have}
    assert lost <= hidden, sorted(lost - hidden)


@pytest.mark.parametrize("path", NOTES, ids=str)
def test_no_markup_shows(path: Path) -> None:
    html = re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", body(page_of(path)), flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", "", html))
    assert not MARKUP.findall(text)


def test_people_mentioned_by_number_are_shown_by_name() -> None:
    people = {"people.yml": "- name: Ann Bell\n  handles: [U024BE7LH]\n"}
    note = {"x/2024-05-13.md": "# Crane 2024-05-13\n\nThanks <@U024BE7LH>, and <@U02AAAAAA>!\n"}
    html = body(note_page(note, people))
    assert re.search(r">@U024BE7LH</a> \(Ann Bell\), and @U02AAAAAA!", html)
