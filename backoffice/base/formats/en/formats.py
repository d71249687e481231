"""Days are typed alike in English: Django's own `en` takes 05/12 for the 12th of May."""

from backoffice.base.formats.vi import formats as vi

DATE_INPUT_FORMATS = vi.DATE_INPUT_FORMATS
TIME_INPUT_FORMATS = vi.TIME_INPUT_FORMATS
DATETIME_INPUT_FORMATS = vi.DATETIME_INPUT_FORMATS
