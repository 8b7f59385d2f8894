"""The tour: the real windows driven by keyboard through the main job, with pictures and checks."""
