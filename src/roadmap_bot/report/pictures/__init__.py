"""What a reader sees at a glance: badge, chart and card as SVG, in colours for light and dark."""
