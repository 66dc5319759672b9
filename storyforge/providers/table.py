"""The table of all providers, by hand, as plain data: an unchanged build reads the revisions and
loads nothing else."""

# name -> (where it is, its revision, whether it is shown to users); a test holds the revisions
# equal to the classes'.
TABLE = {
    "draft": ("storyforge.providers.draft:Draft", 2, True),
    "stub": ("storyforge.providers.stub:Stub", 1, False),
}


def revisions() -> str:
    """All revisions as one text, for the stamp."""
    return " ".join(f"{name}={row[1]}" for name, row in TABLE.items())
