"""What the launcher says when it cannot go on."""


class LauncherError(Exception):
    """A failure told to the user as one sentence and its cure, never a traceback.

    :param problem: what is wrong, one sentence.
    :param cure: what the user can do about it, a sentence or an exact command.
    """

    def __init__(self, problem: str, cure: str = ""):
        super().__init__(problem, cure)
        self.problem = problem
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.problem}\n  {self.cure}" if self.cure else self.problem
