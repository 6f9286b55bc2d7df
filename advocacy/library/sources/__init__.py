"""What comes from outside and becomes drafts: feeds read, cards of linked pages, spreadsheets of content."""
