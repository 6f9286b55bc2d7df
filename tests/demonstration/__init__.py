"""The demonstration: its texts, its pictures, its web. That it loads is seen by the tour of all pages."""
