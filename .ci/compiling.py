"""Compiles the modules that read notes, where the build of a wheel is asked for it.

`pyproject.toml` says which modules these are, and what asks for it. The wheel has them as they are
written besides, and nothing is left in the checkout.
"""

from __future__ import annotations

import os
import shutil
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compiling(BuildHookInterface[Any]):
    """Adds each module of the option `modules`, paths in the package, as an extension as well."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile in a copy of the package."""
        if version == "editable":
            return
        self._scratch = TemporaryDirectory()
        scratch = Path(self._scratch.name).resolve()
        package = Path(self.root, "plugins", "mkdocs_minutes")
        shutil.copytree(package, scratch / package.name)
        with chdir(scratch):
            made = _compiled([f"{package.name}/{module}" for module in self.config["modules"]])
        build_data["force_include"] |= {str(scratch / "made" / one): one for one in made}
        build_data |= {"pure_python": False, "infer_tag": True}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        if version != "editable":
            self._scratch.cleanup()


def _compiled(modules: list[str]) -> list[str]:
    """The extensions of some modules, below `made` in the current folder."""
    from mypyc.build import mypycify  # the build asks for it only where something is compiled
    from setuptools import Distribution

    os.environ.setdefault("LDFLAGS", "-s")  # no symbols, which are half of all bytes
    quiet = ["--ignore-missing-imports", "--no-warn-unused-ignores"]
    extensions = mypycify([*quiet, *modules], opt_level="1", debug_level="0", separate=True)
    command = Distribution({"ext_modules": extensions}).get_command_obj("build_ext")
    command.build_lib, command.parallel = "made", os.cpu_count()
    command.ensure_finalized()
    command.run()
    return [Path(one).relative_to("made").as_posix() for one in command.get_outputs()]
