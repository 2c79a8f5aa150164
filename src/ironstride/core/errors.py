"""What is raised when the world, not the athlete, has failed."""


class IronstrideError(Exception):
    """The world failed: a file broke off, a disk is full, a line contradicts itself.

    Caught once, at the edge, where its message becomes a sentence on the screen.
    """
