"""storyforge: a build system for storyboards."""

from storyforge.version import VERSION as __version__

__all__ = ["__version__"]
