"""lunr: one serialised index of all that the search finds, for lunr.py and lunr.js as they come.

The terms are those of this project's own search, so the ranking is the same; the site itself has
the same index cut by term. Whoever loads it needs nothing of ours: words of a query go through the
stemmer that both editions of lunr register by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lunr.builder import Builder
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.stemmer import PorterStemmer
from lunr.token_set import TokenSet

from ..core.records import Archive
from ..pages.lookups import look_up
from ..pages.model import Options
from ..search.documents import FIELDS, SearchDocument, fields
from ..search.passages import in_order, named_pages, passages
from ..search.scoring import BOOSTS, rounded
from ..search.tokens import WORD, reading, tokens


def lunr_index(archive: Archive, *, under: str = "") -> Iterator[str]:
    """A JSON object in pieces: `index` as lunr serialises it, and `documents` by their `ref`.

    A document is a passage of a note, or the page of a name: its address in the site (below the
    folder `under`), title, heading, text, date and series. An empty archive gives an empty index.
    """
    named = look_up(archive, Options(under=under))
    newest_first = reversed(in_order(archive))
    groups = [*(passages(note, named) for note in newest_first), named_pages(named)]
    documents = [document for group in groups for document in group]
    index = _with_stock_stems(_built(groups).serialize(), _stock_stems(documents))
    yield '{"index":'
    yield _json(index)
    yield ',"documents":'
    yield _json({document.ref: _shown(document) for document in documents})
    yield "}\n"


def _built(groups: Iterable[tuple[SearchDocument, ...]]) -> Builder:
    """Lunr's builder with our terms and lengths in each field, and its own stemmer for queries."""
    builder = Builder()
    builder.ref("ref")
    for name, boost in zip(FIELDS, BOOSTS, strict=True):
        builder.field(name, boost=boost)
    builder.search_pipeline.add(Pipeline.registered_functions["stemmer"])
    for group in groups:
        for document, texts in zip(group, fields(group), strict=True):
            said = {name: tokens(text) for name, text in zip(FIELDS, texts, strict=True)}
            builder.add({"ref": document.ref, **said})
    if not builder.document_count:  # lunr would divide by it
        return Index({}, {}, TokenSet(), list(FIELDS), builder.search_pipeline)
    builder.field_lengths = {ref: rounded(size) for ref, size in builder.field_lengths.items()}
    return builder.build()


def _stock_stems(documents: Iterable[SearchDocument]) -> dict[str, str]:
    """What lunr's stemmer makes of each plain word, with our term for it where that is another.

    Ours leaves `today` and words of three letters alone, and gives two spellings one term.
    """
    stemmer = PorterStemmer()
    stems: dict[str, str] = {}
    for document in documents:
        for word in WORD.findall(f"{document.title} {document.heading} {document.body}"):
            if word.isascii() and word.isalpha() and word.lower() not in stems:
                own = reading(word).wholes
                stems[word.lower()] = own[0] if len(own) == 1 else ""
    found = ((stemmer.stem(word), own) for word, own in stems.items() if own)
    return {stock: own for stock, own in found if stock != own}


def _with_stock_stems(index: dict[str, Any], stems: Mapping[str, str]) -> dict[str, Any]:
    """The index with the stems of lunr as second names of our terms.

    A name of its own in the vectors changes no score, since a vector is held to the terms of the
    query alone. A stem that is a term of ours already keeps its meaning.
    """
    postings = dict(index["invertedIndex"])
    second: dict[int, list[int]] = {}
    for stock, own in sorted(stems.items()):
        if own in postings and stock not in postings:
            number = len(index["invertedIndex"])
            second.setdefault(postings[own]["_index"], []).append(number)
            index["invertedIndex"].append([stock, {**postings[own], "_index": number}])
    index["invertedIndex"].sort(key=lambda entry: entry[0])
    for _, vector in index["fieldVectors"]:
        scores = zip(vector[::2], vector[1::2], strict=True)
        renamed = sorted((name, score) for term, score in scores for name in second.get(term, ()))
        vector += [value for pair in renamed for value in pair]
    return index


def _shown(document: SearchDocument) -> dict[str, str]:
    names = ("url", "title", "heading", "body", "date", "series")
    return {"text" if name == "body" else name: getattr(document, name) for name in names}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
