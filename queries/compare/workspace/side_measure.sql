-- id: side_measure
-- about: The measures, with the hash of their query.
SELECT id, title, title_zh, unit, better, hash FROM measure;
