"""Addresses on the forge that keeps the notes: GitHub, GitLab, Gitea, Forgejo and Bitbucket.

MkDocs' `repo_url` and `edit_uri` say where the *pages* lie; the notes have a folder of their own,
so their addresses are made here from the same two settings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .core.escape import path_of
from .review.revisions import GitError, git, top_of

_EDIT_URI = re.compile(
    r"""
    ^(?P<edit> (?:-/)? (?: edit | blob | tree | _edit | src/branch | src ) )   # the forge's verb
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
        editor = f"?mode=edit&at={path_of(self.branch)}" if self.verbs == _BITBUCKET else ""
        return f"{self._address(self.verbs[0])}{{path}}{editor}"

    @property
    def source_address(self) -> str:
        """The address that shows a line of a note, `{path}` and `{line}` to be filled in.

        It asks for the source: forges show Markdown as a page, which has no lines.
        """
        if self.verbs == _BITBUCKET:
            return f"{self._address(self.verbs[1])}{{path}}#lines-{{line}}"
        as_source = "?display=source" if self.verbs == _GITEA else "?plain=1"
        return f"{self._address(self.verbs[1])}{{path}}{as_source}#L{{line}}"

    @property
    def file_address(self) -> str:
        """The address that shows a file of the repository, `{path}` from its top to be filled in.

        >>> find_forge("https://github.com/us/site", "edit/main/docs/").file_address
        'https://github.com/us/site/blob/main/{path}'
        """
        return f"{self.repository}{self.verbs[1]}/{self.branch}/{{path}}"

    @property
    def new_address(self) -> str:
        """The address of the editor on a new note: `{folder}`, `{name}`, `{text}` to be filled in.

        `{folder}` is below the notes folder and begins with a slash, or is empty. There is no
        `{text}` for GitLab, whose editor fills in nothing but the name, and no such address for
        Bitbucket.
        """
        if self.verbs == _BITBUCKET:
            return ""
        query = "file_name={name}" if self.verbs == _GITLAB else "filename={name}&value={text}"
        return f"{self._address(self.verbs[2]).rstrip('/')}{{folder}}?{query}"

    def _address(self, verb: str) -> str:
        folder = path_of(self.folder.strip("/"))
        return f"{self.repository}{verb}/{self.branch}/{folder}{'/' if folder else ''}"


_GITHUB = ("edit", "blob", "new")
_GITLAB = ("-/edit", "-/blob", "-/new")
_BITBUCKET = ("src", "src", "")
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
    if "bitbucket" in repo_url:
        verbs = _BITBUCKET
    elif "gitlab" in repo_url or verb.startswith("-/"):
        verbs = _GITLAB
    elif verb in ("_edit", "src/branch") or re.search(r"gitea|forgejo|codeberg", repo_url):
        verbs = _GITEA
    else:
        verbs = _GITHUB
    return Forge(repo_url.rstrip("/") + "/", verbs, match["branch"], match["folder"])


# `git@host:us/notes.git`, `ssh://git@host:22/us/notes`, `https://user:token@host/us/notes.git`.
_REMOTE = re.compile(
    r"""
    (?: (?: https? | ssh | git | git\+ssh ) :// (?: [^@/\s]* @ )? (?P<host> [\w.-]+ )
        (?: : (?P<port> \d+ ) )? /+
      | (?: [\w.-]+ @ )? (?P<ssh> [\w-]+ (?: \. [\w-]+ )+ ) : (?! // ) /* )
    (?P<path> [\w.~-]+ (?: / [\w.~-]+ )+ ) /?
    """,
    re.VERBOSE,
)


# Where forges take ssh on the port of https, for those behind a firewall.
_OVER_HTTPS = {
    "ssh.github.com": "github.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
}


@dataclass(frozen=True, slots=True)
class Clone:
    """Where a clone comes from: the repository's page, its name, and the folder's `edit_uri`.

    `repo_url` and `edit_uri` have the form of MkDocs' options, and are `""` where nothing is known.
    """

    name: str
    repo_url: str = ""
    edit_uri: str = ""


def repository_page(remote: str) -> str:
    """The page of the repository that a git remote names, without user, token and port of ssh.

    `""` for a remote that is no forge's, such as a folder.

    >>> repository_page("git@github.com:us/notes.git")
    'https://github.com/us/notes'
    >>> repository_page("https://me:secret@gitlab.example.org/a/b/notes.git")
    'https://gitlab.example.org/a/b/notes'
    >>> repository_page("ssh://git@codeberg.org:22/us/notes"), repository_page("/srv/notes.git")
    ('https://codeberg.org/us/notes', '')
    >>> repository_page("ssh://git@ssh.github.com:443/us/notes.git")
    'https://github.com/us/notes'
    """
    match = _REMOTE.fullmatch(remote.strip())
    if match is None or ".." in match["path"].split("/"):
        return ""
    port = f":{match['port']}" if match["port"] and remote.startswith("http") else ""
    host = match["host"] or match["ssh"]
    return f"https://{_OVER_HTTPS.get(host, host)}{port}/{match['path'].removesuffix('.git')}"


def folder_in_repository(folder: Path) -> str:
    """Where a folder lies below the top of its repository; `""` for the top, or without one."""
    try:
        inside = folder.resolve().relative_to(top_of(folder).resolve()).as_posix()
    except (GitError, ValueError, OSError):
        return ""
    return "" if inside == "." else inside


def find_clone(folder: Path) -> Clone | None:
    """Where the repository around a folder comes from; `None` for a folder that is in none.

    The remote is `origin`, else the first one, and the branch the one that is checked out, else
    that of the remote, else the only one of its branches that is what is checked out: programs that
    publish a site often take out a commit.
    """
    try:
        top = top_of(folder)
        inside = folder.resolve().relative_to(top.resolve()).as_posix()
    except (GitError, ValueError, OSError):
        return None
    remotes = _asked(top, "remote").split()
    remote = "origin" if "origin" in remotes else (remotes or [""])[0]
    page = repository_page(_asked(top, "remote", "get-url", remote)) if remote else ""
    branch = _branch(top, remote)
    name = page.rpartition("/")[2] or top.name
    if name.endswith(
        ".wiki"
    ):  # a forge keeps a repository's wiki beside it, with an editor of its own
        name = name.removesuffix(".wiki")
        return Clone(name, page and f"{page.removesuffix('.wiki')}{_wiki(page)}")
    verb = _edit_verb(page)
    if not verb or not branch or "/" in branch:
        return Clone(name, page)
    below = "" if inside == "." else f"{inside}/"
    return Clone(name, page, f"{verb}/{branch}/{below}")


def _branch(top: Path, remote: str) -> str:
    """The branch that a clone is at, by its name on the remote; `""` where that is not known."""
    own = _asked(top, "symbolic-ref", "--short", "-q", "HEAD")
    if own:
        return own
    there = f"refs/remotes/{remote}/"
    stated = _asked(top, "symbolic-ref", "-q", f"{there}HEAD")
    here = _asked(top, "for-each-ref", "--points-at", "HEAD", "--format=%(refname)", there).split()
    found = stated or (here[0] if len(here) == 1 else "")
    return found.removeprefix(there)


def _asked(top: Path, *arguments: str) -> str:
    """What git answers, `""` where it does not."""
    try:
        return git(top, *arguments).strip()
    except GitError:
        return ""


_EDIT_VERBS = {
    "github": "edit",
    "gitlab": "-/edit",
    "bitbucket": "src",
    "gitea": "_edit",
    "forgejo": "_edit",
    "codeberg": "_edit",
}


def _edit_verb(page: str) -> str:
    """How the forge of a repository calls its editor in an `edit_uri`; `""` for an unknown one.

    A host of which nothing is known may be any forge's, or one without an editor: a link would be
    a guess.
    """
    host = _host(page)
    return next((verb for name, verb in _EDIT_VERBS.items() if name in host), "")


def _wiki(page: str) -> str:
    """Where a forge shows the wiki of a repository, behind the address of that."""
    return "/-/wikis" if "gitlab" in _host(page) else "/wiki"


def _host(page: str) -> str:
    return urlsplit(page).netloc


def notes_edit_uri(edit_uri: str, docs_dir: str, notes: str) -> str:
    """The notes' `edit_uri`, worked out from that of the pages; `""` where it cannot be.

    `docs_dir` and `notes` are relative to `mkdocs.yml`, which need not be at the repository's top.

    >>> notes_edit_uri("edit/main/site/docs/", "docs", "notes")
    'edit/main/site/notes/'
    >>> notes_edit_uri("edit/main/docs/", "docs", ".")
    'edit/main/'
    >>> notes_edit_uri("edit/main/elsewhere/", "docs", "notes")
    ''
    """
    match = _EDIT_URI.match(edit_uri.strip("/"))
    pages = docs_dir.strip("/")
    if match is None or notes.startswith("/") or ".." in notes.split("/"):
        return ""
    folder = match["folder"].strip("/")
    if folder != pages and not folder.endswith(f"/{pages}"):
        return ""
    above = folder.removesuffix(pages)
    below = "" if notes == "." else f"{notes.strip('/')}/"
    return f"{match['edit']}/{match['branch']}/{above}{below}"
