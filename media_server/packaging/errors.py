"""What packaging raises, and nothing else, on input that it cannot use."""


class PackagingError(ValueError):
    """The stream cannot be packaged; the text is fit for the creator's eyes."""


class CodecError(PackagingError):
    """A codec configuration that is broken, or of a codec that cannot go into CMAF here."""
