"""The window itself: its beginning and end, its pages, the side column and the menus."""
