"""Build the compiled kernels into the wheel, or beside the sources of an editable installation.

Nothing fails without a compiler: the wheel is then a plain one, and NumPy does the kernels' work.
"""

import importlib.util
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KERNELS = Path("src/wulfrun/methods/kernels")


class CompiledKernels(BuildHookInterface):  # type: ignore[type-arg]
    """Compile each kernel; a wheel with one is for this platform, though for any Python 3."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before anything is packed."""
        if self.target_name != "wheel":
            return
        folder = Path(self.root) / KERNELS
        spec = importlib.util.spec_from_file_location("compiling", folder / "compiling.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(f"{folder}/compiling.py cannot be loaded")
        compiling = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(compiling)
        if why := compiling.compile_into(folder):
            self.app.display_warning(f"wulfrun: {why}; near repeats will be counted by NumPy, more slowly")
            return
        build_data["artifacts"].append(f"/{KERNELS}/{compiling.library_name()}")
        build_data["pure_python"] = False
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"py3-none-{platform}"
