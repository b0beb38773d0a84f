"""The command line: commands that unpack their options, call one function, and report.

Exit status: 0 fine, 1 problems found, 2 misuse.

What a command calls is imported when it runs, so that none waits for what only others need.
"""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager
from errno import EPIPE
from functools import partial
from pathlib import Path
from typing import IO, Any

import click

from ..core.escape import log_line, log_lines
from .options import (
    FILE,
    FOLDER,
    NEW_FILE,
    NEW_FOLDER,
    Folders,
    Named,
    folder_options,
    format_option,
    misuse,
)
from .site import build_site, check_address, run_mkdocs

PROBLEMS_FOUND = 1

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(click.Group):
    """Commands that say in a line what the system refuses, but for a reader that has gone."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == EPIPE:
                raise
            raise click.ClickException(log_line(str(error))) from error


@click.group(cls=_Group, context_settings=_SETTINGS)
@click.version_option(package_name="mkdocs-minutes")
def main() -> None:
    """Turn a folder of raw meeting notes into a published, cross-linked, searchable archive."""


@main.command()
@folder_options
@click.option(
    "--site-dir",
    type=NEW_FOLDER,
    help="Where the site goes; ./site.",
)
@click.option("--strict", is_flag=True, help="Fail on anything that has to be mended.")
@click.option(
    "--zip",
    "archive",
    type=NEW_FILE,
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
    from ..search.offline import zip_site
    from ..site.files import replacing

    arguments = ["--strict"] * strict + ["--verbose"] * verbose
    if site_dir is not None:
        arguments += ["--site-dir", str(site_dir.resolve())]
    status = build_site(folders, site_dir or folders.site_dir(), arguments)
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
    check_address(address)
    sys.exit(run_mkdocs("serve", folders, ["--dev-addr", address, *["--verbose"] * verbose]))


@main.command()
@click.argument("repository", type=FOLDER, default=".")
@click.option("--write", is_flag=True, help="Write mkdocs.yml, and not only show the change.")
def adopt(*, repository: Path, write: bool) -> None:
    """Say what to set for a REPOSITORY that has minutes.

    It tells what that changes for readers, too. Looks for folders of dated files, in a site of
    MkDocs or Jekyll, a wiki or none, and shows the change of mkdocs.yml as a diff.

    \b
    Example:
        minutes adopt --write
    """
    from ..adoption.proposal import AdoptionError, effects, propose, report
    from ..site.files import replacing

    try:
        proposal = propose(repository)
        for line in report(proposal, effects(proposal)):
            click.echo(log_line(line), err=True)
    except AdoptionError as error:
        raise click.ClickException(log_line(str(error))) from error
    click.echo(log_lines(proposal.diff()), nl=False)
    if write:
        with replacing(proposal.path) as file:
            file.write(proposal.after.encode())
        click.echo(f"Wrote {proposal.path}: `minutes build` there makes the site", err=True)


@main.command()
@folder_options
@format_option("..review.check", "CHECK_FORMATS")
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
    """List what should be settled, as `path:line: code message`.

    The exit status is 1 where there is anything to list.

    \b
    Example:
        minutes check --format github --changed-since main
        minutes check --explain minutes/2024-03-06.md
    """
    from ..checking import check_archive, explain_note, located, mend_notes
    from ..core.records import FAULTS
    from ..core.text import nearest
    from ..review.check import report
    from ..review.published import PublishedError
    from ..review.revisions import GitError

    configuration = folders.configuration()
    if fix:
        try:
            for path in mend_notes(configuration, since=changed_since):
                click.echo(log_line(f"mended {path}"), err=True)
        except (GitError, OSError) as error:
            raise misuse(error) from error
    if explained is not None:
        from ..pipeline import load_with_tables

        try:
            read = load_with_tables(configuration, progress=True)
            click.echo(log_lines(explain_note(*read, configuration, explained)), nl=False)
        except KeyError as error:
            near = nearest(str(explained), [one.note.path for one in read[0].notes.values()], "")
            told = f"there is no note '{explained}' in {configuration.notes}: {near}"
            raise misuse(ValueError(told.removesuffix(": "))) from error
        return
    archive = folders.archive()
    try:
        before = _published(published, folders.site_url()) if published else None
        problems = check_archive(archive, configuration, since=changed_since, published=before)
    except (GitError, PublishedError) as error:
        raise misuse(error) from error
    if form == "github":
        problems = located(problems, configuration, Path.cwd())
    click.echo(report(problems, form), nl=False)
    failing = [problem for problem in problems if fail_on == "any" or problem.code in FAULTS]
    sys.exit(PROBLEMS_FOUND if failing else 0)


def _published(where: str, site_url: str) -> bytes | None:
    """The last published build, `None` with a warning where the site does not answer."""
    from ..checking import read_published
    from ..review.published import UnreachableError

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
@format_option("..review.diff_report", "DIFF_FORMATS")
@click.option("--output", type=NEW_FILE, help="A file; else stdout.")
def diff(folders: Folders, *, base: str, head: str, form: str, output: Path | None) -> None:
    """Tell which facts an edit gains, loses and changes.

    It leads from BASE to HEAD: git revisions or folders of notes; without HEAD, the notes as they
    are. `main...` is where main and the present branch parted.

    \b
    Example:
        minutes diff main... --format markdown
    """
    from ..comparison import compare_states, find_state
    from ..review.diff_report import report_difference
    from ..review.revisions import GitError

    configuration = folders.configuration()
    try:
        before, after = find_state(base, configuration), find_state(head, configuration)
        difference = compare_states(before, after, progress=True)
    except GitError as error:
        raise misuse(error) from error
    with _output(output) as file:
        file.write(report_difference(difference, form).encode())


@main.command()
@folder_options
@click.option("--dry-run", is_flag=True, help="Show the comment, and post nothing.")
@click.argument("report_file", metavar="REPORT", type=FILE)
def comment(folders: Folders, *, dry_run: bool, report_file: Path) -> None:
    """Put the REPORT of a `minutes diff` on its pull request.

    It is made by `minutes diff --format json`. On GitHub this runs after the workflow that made it,
    on the event `workflow_run`; on GitLab and Forgejo in the job that made it. The report is not
    trusted: it says what changed, and not where or in which words that is told.

    \b
    Example:
        minutes comment difference.json
    """
    from ..forge import folder_in_repository
    from ..review.comment import ReportError, publish, read_report
    from ..review.diff_report import Links, comment_body
    from ..review.forges import ForgeError, find_forge_of_job

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
@click.option("--format", "form", type=Named("..exports", "FORMATS"), required=True)
@click.option("--output", type=NEW_FILE, help="A file; else stdout.")
def export_archive(folders: Folders, *, form: str, output: Path | None) -> None:
    """Write the archive for other programs.

    Nothing is written that holds a value which is masked in the notes.

    \b
    Example:
        minutes export --format jsonl --output notes.jsonl
    """
    from ..exports import export
    from ..safety.leak_scan import LeakError, LeakScan

    site_url = folders.site_url()
    written, withheld = folders.made_of_archive(
        lambda archive: list(export(archive, form, site_url=site_url))
    )
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
    from ..indexing import open_index
    from ..search import terminal
    from ..search.search import search

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
    """Propose entries for names that the registry lacks.

    They are YAML to be reviewed and added to the registry's files, with their evidence; `people`
    keeps to one of these. Lists of people that the repository has (MAINTAINERS, delegates.txt,
    .mailmap ...) add what they tell.

    \b
    Example:
        minutes suggest people >> content/registry/people.yml
    """
    from ..core.registers import read_registers
    from ..core.suggest import suggest
    from ..source.files import read_registers_of

    members = read_registers(read_registers_of(folders.configuration().notes))
    for name, entries in suggest(folders.archive(), members).items():
        if kind is None:
            click.echo(log_lines(f"## {name}\n\n{entries}"))
        elif name == f"{kind}.yml":
            click.echo(log_lines(entries), nl=False)


def _output(path: Path | None) -> AbstractContextManager[IO[bytes]]:
    """Where a command writes to: a file, which changes only once all is written, or stdout."""
    from ..site.files import replacing

    return replacing(path) if path else click.open_file("-", "wb")
