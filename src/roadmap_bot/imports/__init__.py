"""A Markdown roadmap as YAML: when its parts are, what their ids are, what an update may touch."""
