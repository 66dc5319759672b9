"""The table of all providers, by hand, as plain data: an unchanged build reads the revisions and
loads nothing else."""

# name -> (where it is, its revision, whether it is shown to users, whether it is a service that
# must be told how it is reached); a test holds the revisions equal to the classes'.
TABLE = {
    "draft": ("storyforge.providers.draft:Draft", 2, True, False),
    "runway": ("storyforge.providers.runway:Runway", 1, True, True),
    "replicate": ("storyforge.providers.replicate:Replicate", 1, True, True),
    "comfyui": ("storyforge.providers.comfyui:ComfyUI", 1, True, True),
    "stub": ("storyforge.providers.stub:Stub", 1, False, False),
}


def revisions() -> str:
    """All revisions as one text, for the stamp."""
    return " ".join(f"{name}={row[1]}" for name, row in TABLE.items())
