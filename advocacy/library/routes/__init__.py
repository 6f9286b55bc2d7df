"""The pages of the library for those who write, review and plan content: `/library/manage/`."""
