-- id: side_area
-- about: The areas that values are given for.
SELECT id, kind, name FROM areas;
