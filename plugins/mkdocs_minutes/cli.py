"""The command line: commands that unpack their options, call one function, and report.

Exit status: 0 fine, 1 problems found, 2 misuse.

What a command calls is imported when it runs, so that none waits for what only others need.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property, partial, reduce, wraps
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

import click

from .core.escape import log_line, log_lines

if TYPE_CHECKING:
    from .configuration import Configuration
    from .core.records import Archive
    from .core.withheld import Withheld

PROBLEMS_FOUND = 1

SITE_FILE = "mkdocs.yml"

_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_file = click.Path(exists=True, dir_okay=False, path_type=Path)


class _NewFile(click.Path):
    """A file to be written: its folder has to be there, which is better known before the work."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not os.access(path.parent, os.W_OK):
            self.fail(f"nothing can be written to the folder '{path.parent}'", param, ctx)
        return path


_new_file = _NewFile(dir_okay=False)


class _NewFolder(click.Path):
    """A folder to build into, which is made where it is missing."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.fail(f"cannot make {path}: {error.strerror}", param, ctx)
        return path


_new_folder = _NewFolder(file_okay=False, writable=True)


class _Named(click.Choice):  # type: ignore[type-arg]  # click 8.1 has it without a type
    """One of the names of a table, whose module is imported when they are asked for."""

    def __init__(self, module: str, table: str) -> None:
        self._module, self._table = module, table
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(getattr(import_module(self._module, __package__), self._table))


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a command works: what the options say, before `mkdocs.yml` fills the gaps."""

    notes: Path | None
    registry: Path | None
    config: Path | None
    cache: bool = True
    jobs: int | None = None
    executor: str | None = None

    def site_file(self) -> Path | None:
        """The site's `mkdocs.yml`: the one named, or the one in this folder."""
        if self.config is not None:
            return self.config
        return Path(SITE_FILE) if Path(SITE_FILE).is_file() else None

    def configuration(self) -> Configuration:
        """What `mkdocs.yml` says, with the folders named on the command line in its place.

        The people whom the registry withdraws are in it.
        """
        from .withdrawal import with_withdrawn

        return with_withdrawn(self.configured())

    def configured(self) -> Configuration:
        """The same without those people, for who reads no notes."""
        from .configuration import configure, overrides, plugin_options, read_site_file, root_folder
        from .folders import OptionError, read_site

        path = self.site_file()
        try:
            site = read_site_file(path) if path else {}
        except OptionError as error:
            raise _misuse(error) from error
        base = (path.parent if path else Path()).resolve()
        options = plugin_options(site) | overrides(self.overrides())
        known = read_site(site, base)
        configuration, errors = configure(
            options,
            base=base,
            docs_dir=known.docs_dir,
            directory_urls=known.directory_urls,
            unpublished=known.unpublished,
            root_folder=root_folder(site),
        )
        if errors:
            raise click.UsageError("; ".join(f"{path}: {name} {text}" for name, text in errors))
        if self.notes is None and not configuration.notes.is_dir():
            raise click.UsageError(f"no notes at {configuration.notes}: name a folder with --notes")
        return configuration

    def named(self) -> dict[str, str]:
        """What the command line sets in place of the site's options, as text."""
        folders = {"notes": self.notes, "registry": self.registry}
        named = {option: str(folder.resolve()) for option, folder in folders.items() if folder}
        others = {
            "cache": "" if self.cache else "false",
            "workers": "" if self.jobs is None else str(self.jobs),
            "executor": self.executor or "",
        }
        return named | {option: text for option, text in others.items() if text}

    def overrides(self) -> dict[str, str]:
        """The same, as the variables that tell MkDocs of it."""
        from .configuration import OVERRIDES

        return {OVERRIDES[option]: text for option, text in self.named().items()}

    def site_dir(self) -> Path:
        """Where the site is built: what `mkdocs.yml` says, or `site` beside it."""
        from .configuration import read_site_file

        path = self.site_file()
        site = read_site_file(path) if path else {}
        return (path.parent if path else Path()) / str(site.get("site_dir") or "site")

    def site_url(self) -> str:
        """Where the site is published; `""` where `mkdocs.yml` does not say."""
        from .configuration import read_site_file

        path = self.site_file()
        return str((read_site_file(path) if path else {}).get("site_url") or "")

    def archive(self) -> Archive:
        """The archive of these folders, with progress on a terminal; why it is empty, if it is."""
        return self.archive_with_withheld()[0]

    def archive_with_withheld(self) -> tuple[Archive, tuple[Withheld, ...]]:
        """The archive, and what was masked in it."""
        from .pipeline import load_with_withheld

        archive, withheld = load_with_withheld(self.configuration(), progress=True)
        if not archive.notes:
            for problem in archive.problems:
                click.echo(log_line(f"{problem} ({problem.hint})"), err=True)
        return archive, withheld


def folder_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where notes and registry lie, and who works on them."""
    options = (
        click.option(
            "--executor", metavar="dask://HOST:PORT", help="A Dask cluster to read and index notes."
        ),
        click.option(
            "--jobs", type=click.IntRange(min=1), help="Processes at work; one a core by default."
        ),
        click.option("--no-cache", is_flag=True, help="Keep nothing, and take up nothing kept."),
        click.option(
            "--config", type=_file, help="The site's mkdocs.yml; ./mkdocs.yml if it is there."
        ),
        click.option(
            "--registry", type=_folder, help="The registry's folder, in place of the site's."
        ),
        click.option("--notes", type=_folder, help="The folder of notes, in place of the site's."),
    )

    @wraps(command)
    def unpack(
        *,
        notes: Path | None,
        registry: Path | None,
        config: Path | None,
        no_cache: bool,
        jobs: int | None,
        executor: str | None,
        **others: Any,
    ) -> Any:
        folders = Folders(notes, registry, config, not no_cache, jobs, executor)
        return command(folders, **others)

    return reduce(lambda wrapped, option: option(wrapped), options, unpack)


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(click.Group):
    """Commands that say in a line why a cluster cannot be worked with."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ConnectionError as error:
            from .executors import ClusterError

            if isinstance(error, ClusterError):
                raise click.ClickException(log_line(str(error))) from error
            raise


@click.group(cls=_Group, context_settings=_SETTINGS)
@click.version_option(package_name="mkdocs-minutes")
def main() -> None:
    """Turn a folder of raw meeting notes into a published, cross-linked, searchable archive."""


@main.command()
@folder_options
@click.option(
    "--site-dir",
    type=_new_folder,
    help="Where the site goes; ./site.",
)
@click.option("--strict", is_flag=True, help="Fail on anything that has to be mended.")
@click.option(
    "--zip",
    "archive",
    type=_new_file,
    help="Also pack the site into this file, to read it without a server.",
)
@click.option("--verbose", is_flag=True, help="Say what is done, page by page.")
def build(
    folders: Folders, *, site_dir: Path | None, strict: bool, archive: Path | None, verbose: bool
) -> None:
    """Build the site, and say what was found and which address to open.

    Without an mkdocs.yml the site takes plain defaults.

    \b
    Example:
        minutes build --notes minutes/ --strict
    """
    from .search.offline import zip_site
    from .site.files import replacing

    arguments = ["--strict"] * strict + ["--verbose"] * verbose
    if site_dir is not None:
        arguments += ["--site-dir", str(site_dir.resolve())]
    status = _build(folders, site_dir or folders.site_dir(), arguments)
    if status == 0 and archive is not None:
        with replacing(archive) as file:
            files = zip_site(site_dir or folders.site_dir(), file, archive)
        click.echo(f"Packed {files:,} files into {archive}", err=True)
    sys.exit(status)


@main.command()
@folder_options
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--verbose", is_flag=True, help="Say what is done, page by page.")
def serve(folders: Folders, *, address: str, verbose: bool) -> None:
    """Preview the site, and rebuild it when a note changes.

    \b
    Example:
        minutes serve --notes minutes/ --address 127.0.0.1:9000
    """
    _check_address(address)
    sys.exit(_mkdocs("serve", folders, ["--dev-addr", address, *["--verbose"] * verbose]))


@main.command()
@click.argument("repository", type=_folder, default=".")
@click.option("--write", is_flag=True, help="Write mkdocs.yml, and not only show the change.")
def adopt(*, repository: Path, write: bool) -> None:
    """Say what to set for a REPOSITORY that has minutes, and what that changes for its readers.

    Looks for folders of dated files, in a site of MkDocs or Jekyll, a wiki or none, and shows the
    change of mkdocs.yml as a diff.

    \b
    Example:
        minutes adopt --write
    """
    from .adoption import AdoptionError, effects, propose, report

    try:
        proposal = propose(repository)
        for line in report(proposal, effects(proposal)):
            click.echo(line, err=True)
    except AdoptionError as error:
        raise click.ClickException(str(error)) from error
    click.echo(proposal.diff(), nl=False)
    if write:
        proposal.path.write_text(proposal.after, encoding="utf-8")
        click.echo(f"Wrote {proposal.path}", err=True)


@main.command()
@folder_options
@click.option(
    "--format",
    "form",
    type=_Named(".review.check", "CHECK_FORMATS"),
    default="text",
    show_default=True,
)
@click.option("--changed-since", metavar="REV", help="Keep to lines that differ from a revision.")
@click.option(
    "--published",
    metavar="WHERE",
    help="The last published build, whose addresses must be answered still: its archive.json as a"
    " file or an address, or `site` for the one at the site_url of mkdocs.yml.",
)
@click.option("--fix", is_flag=True, help="Mend the form of notes first; no fact changes.")
@click.option(
    "--explain",
    "explained",
    type=click.Path(path_type=Path),
    metavar="NOTE",
    help="Instead, show line by line what was read of one note, and by which rule.",
)
@click.option(
    "--fail-on",
    type=click.Choice(("any", "fault")),
    default="any",
    show_default=True,
    help="What makes the exit status 1: any problem, or what has to be mended.",
)
def check(
    folders: Folders,
    *,
    form: str,
    changed_since: str | None,
    published: str | None,
    fix: bool,
    explained: Path | None,
    fail_on: str,
) -> None:
    """List what should be settled in notes and registry, as `path:line: code message`.

    The exit status is 1 where there is anything to list.

    \b
    Example:
        minutes check --format github --changed-since main
        minutes check --explain minutes/2024-03-06.md
    """
    from .checking import check_archive, explain_note, located, mend_notes
    from .core.records import FAULTS
    from .review.check import report
    from .review.published import PublishedError
    from .review.revisions import GitError

    configuration = folders.configuration()
    if fix:
        try:
            for path in mend_notes(configuration, since=changed_since):
                click.echo(log_line(f"mended {path}"), err=True)
        except (GitError, OSError) as error:
            raise _misuse(error) from error
    if explained is not None:
        from .pipeline import load_with_tables

        try:
            read = load_with_tables(configuration, progress=True)
            click.echo(log_lines(explain_note(*read, configuration, explained)), nl=False)
        except KeyError as error:
            raise click.UsageError(f"there is no note {error} in {configuration.notes}") from error
        return
    archive = folders.archive()
    try:
        before = _published(published, folders.site_url()) if published else None
        problems = check_archive(archive, configuration, since=changed_since, published=before)
    except (GitError, PublishedError) as error:
        raise _misuse(error) from error
    if form == "github":
        problems = located(problems, configuration, Path.cwd())
    click.echo(report(problems, form), nl=False)
    failing = [problem for problem in problems if fail_on == "any" or problem.code in FAULTS]
    sys.exit(PROBLEMS_FOUND if failing else 0)


def _published(where: str, site_url: str) -> bytes | None:
    """The last published build, `None` with a warning where the site does not answer."""
    from .checking import read_published
    from .review.published import UnreachableError

    try:
        return read_published(where, site_url)
    except UnreachableError as error:
        warning = f"published addresses are not checked: {error}"
        click.echo(log_line(f"Warning: {warning}"), err=True)
        return None


@main.command()
@folder_options
@click.argument("base")
@click.argument("head", default="")
@click.option(
    "--format",
    "form",
    type=_Named(".review.diff_report", "DIFF_FORMATS"),
    default="text",
    show_default=True,
)
@click.option("--output", type=_new_file, help="A file; else stdout.")
def diff(folders: Folders, *, base: str, head: str, form: str, output: Path | None) -> None:
    """Tell what an edit means: facts gained, lost and changed from BASE to HEAD.

    Both are git revisions or folders of notes; without HEAD, the notes as they are. `main...` is
    where main and the present branch parted.

    \b
    Example:
        minutes diff main... --format markdown
    """
    from .comparison import compare_states, find_state
    from .review.diff_report import report_difference
    from .review.revisions import GitError

    configuration = folders.configuration()
    try:
        before, after = find_state(base, configuration), find_state(head, configuration)
        difference = compare_states(before, after, progress=True)
    except GitError as error:
        raise _misuse(error) from error
    with _output(output) as file:
        file.write(report_difference(difference, form).encode())


@main.command()
@folder_options
@click.option("--dry-run", is_flag=True, help="Show the comment, and post nothing.")
@click.argument("report_file", metavar="REPORT", type=_file)
def comment(folders: Folders, *, dry_run: bool, report_file: Path) -> None:
    """Put the REPORT of `minutes diff --format json` on its pull request, in a job of the forge.

    On GitHub this runs after the workflow that made the report, on the event `workflow_run`; on
    GitLab and Forgejo in the job that made it. The report is not trusted: it says what changed, and
    not where or in which words that is told.

    \b
    Example:
        minutes comment difference.json
    """
    from .forge import folder_in_repository
    from .review.comment import ReportError, publish, read_report
    from .review.diff_report import Links, comment_body
    from .review.forges import ForgeError, find_forge_of_job

    configuration = folders.configuration()
    try:
        difference = read_report(report_file.read_bytes())
        if dry_run:
            click.echo(comment_body(difference, Links(preview=configuration.preview_url)), nl=False)
            return
        folder = folder_in_repository(configuration.notes)
        forge = find_forge_of_job(os.environ)
        address = publish(difference, forge, folder, configuration.preview_url)
    except (ReportError, ForgeError) as error:
        raise click.ClickException(log_line(str(error))) from error
    click.echo(address or "There is nothing to comment on.")


@main.command("export")
@folder_options
@click.option("--format", "form", type=_Named(".exports", "FORMATS"), required=True)
@click.option("--output", type=_new_file, help="A file; else stdout.")
def export_archive(folders: Folders, *, form: str, output: Path | None) -> None:
    """Write the archive for other programs.

    Nothing is written that holds a value which is masked in the notes.

    \b
    Example:
        minutes export --format jsonl --output notes.jsonl
    """
    from .exports import export
    from .leak_scan import LeakError, LeakScan

    archive, withheld = folders.archive_with_withheld()
    written = export(archive, form, site_url=folders.site_url())
    try:
        with _output(output) as file:
            for piece in LeakScan(withheld).checked(f"the {form} export", written, f".{form}"):
                file.write(piece)
    except LeakError as error:
        raise click.ClickException(log_lines(f"nothing was written\n{error}")) from error


@main.command("search", context_settings={"ignore_unknown_options": True})
@folder_options
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Pages to show."
)
@click.argument("query", nargs=-1, required=True)
def search_archive(folders: Folders, *, limit: int, query: tuple[str, ...]) -> None:
    """Search the archive, as its own search page does.

    Words, "exact phrases", -without, person: project: version: series: kind: after: before:

    \b
    Example:
        minutes search 'token lifetime -x509 after:2019-09'
    """
    from .indexing import open_index
    from .search import terminal
    from .search.search import search

    index = open_index(folders.configuration(), progress=True)
    answer = search(index, " ".join(query), limit)
    bold, dim = partial(click.style, bold=True), partial(click.style, dim=True)
    for line in terminal.lines(answer, strong=bold, soft=dim):
        click.echo(line)


@main.command("suggest")
@folder_options
@click.argument(
    "kind", type=click.Choice(("people", "projects", "series")), default=None, required=False
)
def suggest_entries(folders: Folders, *, kind: str | None) -> None:
    """Propose registry entries for the names that the registry lacks, with their evidence.

    They are YAML to be reviewed and added to the registry's files; KIND keeps to one file. Lists of
    people that the repository has (MAINTAINERS, delegates.txt, .mailmap ...) add what they tell.

    \b
    Example:
        minutes suggest people >> content/registry/people.yml
    """
    from .core.registers import read_registers
    from .core.suggest import suggest
    from .source import read_registers_of

    members = read_registers(read_registers_of(folders.configuration().notes))
    for name, entries in suggest(folders.archive(), members).items():
        if kind is None:
            click.echo(log_lines(f"## {name}\n\n{entries}"))
        elif name == f"{kind}.yml":
            click.echo(log_lines(entries), nl=False)


def _misuse(error: Exception) -> click.UsageError:
    return click.UsageError(log_line(str(error)))


def _output(path: Path | None) -> AbstractContextManager[IO[bytes]]:
    """Where a command writes to: a file, which changes only once all is written, or stdout."""
    from .site.files import replacing

    return replacing(path) if path else click.open_file("-", "wb")


def _build(folders: Folders, site: Path, arguments: list[str]) -> int:
    """Build the site, unless nothing that it is made of has changed since it was built."""
    from .unchanged import VARIABLE, record_name, still_stands

    path = folders.site_file()
    if path is None or "--verbose" in arguments:
        return _mkdocs("build", folders, arguments)
    overridden = folders.overrides()
    name = record_name(path, site, arguments, os.environ | overridden)
    record = still_stands(name, site, folders.configured())
    if record is None:
        return _mkdocs("build", folders, arguments, {VARIABLE: name})
    for line in record.said:
        click.echo(line, err=True)
    index = (site / "index.html").resolve().as_uri()
    click.echo(f"Nothing has changed since the last build. Open {index}", err=True)
    return 0


def _mkdocs(
    command: str,
    folders: Folders,
    arguments: list[str],
    variables: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Run MkDocs on the site, or on plain defaults where there is no `mkdocs.yml`.

    MkDocs runs as a process of its own: the command line must not depend on it, so that the archive
    can outlive it.
    """
    from .configuration import OVERRIDES, has_bare_entry, lists_plugin, read_site_file

    configuration = folders.configured()
    path = folders.site_file()
    site = read_site_file(path) if path else {}
    if path and not lists_plugin(site):
        raise click.UsageError(f"{path}: add `minutes` to its `plugins`")
    if has_bare_entry(site.get("nav")):
        raise click.UsageError(f"{path}: write `- minutes: []` in `nav`, or give it a title")
    _make_docs_dir(configuration.docs_dir if path else None)
    named = folders.named()
    if path is None:
        named |= {"notes": str(configuration.notes), "registry": str(configuration.registry)}
    environ = os.environ | {
        **{OVERRIDES[option]: folder for option, folder in named.items()},
        **variables,
        "NO_MKDOCS_2_WARNING": "1",  # the theme's note on a MkDocs that is not the one installed
    }
    with tempfile.TemporaryDirectory() as scratch:
        site_file = path or _plain_site(Path(scratch), configuration)
        words = [
            sys.executable,
            "-m",
            "mkdocs",
            command,
            "--config-file",
            str(site_file),
            *arguments,
        ]
        return _run(words, environ)


def _check_address(address: str) -> None:
    """Say in a line that nothing can listen at an address, as where another server does."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, int(port)), family=family).close()
    except (OSError, OverflowError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no address such as 127.0.0.1:8000"
        message = f"cannot listen at {address}: {reason}; name another with --address"
        raise click.UsageError(log_line(message)) from error


def _make_docs_dir(folder: Path | None) -> None:
    """Make the folder for pages of the keepers' own, without which MkDocs does not begin."""
    if folder is None or folder.is_dir():
        return
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise click.UsageError(log_line(f"cannot make {folder}: {error.strerror}")) from error
    click.echo(log_line(f"Made {folder} for pages of your own: MkDocs wants it"), err=True)


def _run(words: list[str], environ: Mapping[str, str]) -> int:
    """The exit status of a process, which is ended when this one is told to end."""
    with subprocess.Popen(words, env=environ) as process:  # noqa: S603  # MkDocs
        before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        try:
            return process.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            signal.signal(signal.SIGTERM, before)


def _plain_site(folder: Path, configuration: Configuration) -> Path:
    """An `mkdocs.yml` for notes that have none, built into `site/` of the present folder.

    In a clone it is called after the repository, and leads to its forge.
    """
    import yaml

    from .forge import Clone, find_clone
    from .site_file import new_theme

    (folder / "docs").mkdir()
    path = folder / SITE_FILE
    clone = find_clone(configuration.notes) or Clone("Meeting notes")
    site = {
        "site_name": clone.name,
        **({"repo_url": clone.repo_url} if clone.repo_url else {}),
        "site_dir": str(Path("site").resolve()),
        "theme": new_theme(),
        "plugins": [
            {"minutes": {"cache": str(configuration.cache or False), "edit_uri": clone.edit_uri}},
        ],
    }
    path.write_text(yaml.safe_dump(site), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
