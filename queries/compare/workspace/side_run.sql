-- id: side_run
-- about: The parameters of each measure's default run.
SELECT measure, json(parameters), reason FROM run WHERE is_default GROUP BY measure;
