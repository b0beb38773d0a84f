"""Addresses on the forge that keeps the notes: GitHub, GitLab, Gitea and Forgejo.

MkDocs' `repo_url` and `edit_uri` say where the *pages* lie; the notes have a folder of their own,
so their addresses are made here from the same two settings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .core.escape import path_of

_EDIT_URI = re.compile(
    r"""
    ^(?P<edit> (?:-/)? (?: edit | blob | tree | _edit | src/branch ) )   # the forge's verb
    /(?P<branch> [^/]+ )                                             # the branch, without slashes
    /?(?P<folder> .* )$                                              # the folder, `""` for the top
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the notes folder lies on a forge; `folder` is relative to the repository's top."""

    repository: str
    verbs: tuple[str, str, str]
    branch: str
    folder: str

    @property
    def edit_address(self) -> str:
        """The address that opens a note in the forge's editor, `{path}` to be filled in."""
        return self._address(self.verbs[0]) + "{path}"

    @property
    def source_address(self) -> str:
        """The address that shows a line of a note, `{path}` and `{line}` to be filled in.

        It asks for the source: forges show Markdown as a page, which has no lines.
        """
        as_source = "?display=source" if self.verbs == _GITEA else "?plain=1"
        return f"{self._address(self.verbs[1])}{{path}}{as_source}#L{{line}}"

    @property
    def new_address(self) -> str:
        """The address of the editor on a new note: `{folder}`, `{name}`, `{text}` to be filled in.

        `{folder}` is below the notes folder and begins with a slash, or is empty. There is no
        `{text}` for GitLab, whose editor fills in nothing but the name.
        """
        query = "file_name={name}" if self.verbs == _GITLAB else "filename={name}&value={text}"
        return f"{self._address(self.verbs[2]).rstrip('/')}{{folder}}?{query}"

    def _address(self, verb: str) -> str:
        folder = path_of(self.folder.strip("/"))
        return f"{self.repository}{verb}/{self.branch}/{folder}{'/' if folder else ''}"


_GITHUB = ("edit", "blob", "new")
_GITLAB = ("-/edit", "-/blob", "-/new")
_GITEA = ("_edit", "src/branch", "_new")


def find_forge(repo_url: str, edit_uri: str) -> Forge | None:
    """The forge that `repo_url` and the notes' `edit_uri` describe; `None` where they do not.

    `edit_uri` has MkDocs' form: a verb, a branch, the folder of the notes. The host's name decides
    between the forges, and where it is neutral the verb does.

    >>> find_forge("https://github.com/us/minutes", "edit/main/seeds/").source_address
    'https://github.com/us/minutes/blob/main/seeds/{path}?plain=1#L{line}'
    >>> find_forge("https://gitlab.example.org/us/minutes", "-/edit/main/notes/").edit_address
    'https://gitlab.example.org/us/minutes/-/edit/main/notes/{path}'
    >>> find_forge("", "edit/main/notes/") is None
    True
    """
    match = _EDIT_URI.match(edit_uri.strip("/"))
    if not repo_url or match is None:
        return None
    verb = match["edit"]
    if "gitlab" in repo_url or verb.startswith("-/"):
        verbs = _GITLAB
    elif verb in ("_edit", "src/branch") or re.search(r"gitea|forgejo|codeberg", repo_url):
        verbs = _GITEA
    else:
        verbs = _GITHUB
    return Forge(repo_url.rstrip("/") + "/", verbs, match["branch"], match["folder"])


def notes_edit_uri(edit_uri: str, docs_dir: str, notes: str) -> str:
    """The notes' `edit_uri`, worked out from that of the pages; `""` where it cannot be.

    `docs_dir` and `notes` are relative to `mkdocs.yml`, which need not be at the repository's top.

    >>> notes_edit_uri("edit/main/site/docs/", "docs", "notes")
    'edit/main/site/notes/'
    >>> notes_edit_uri("edit/main/elsewhere/", "docs", "notes")
    ''
    """
    match = _EDIT_URI.match(edit_uri.strip("/"))
    pages = docs_dir.strip("/")
    if match is None or notes.startswith((".", "/")):
        return ""
    folder = match["folder"].strip("/")
    if folder != pages and not folder.endswith(f"/{pages}"):
        return ""
    above = folder.removesuffix(pages)
    return f"{match['edit']}/{match['branch']}/{above}{notes.strip('/')}/"
