-- id: atom_job
-- about: Jobs in an atom.
-- index: atom
SELECT a.atom, sum(j.jobs) AS jobs
FROM jobs AS j JOIN job_atom AS a ON a.job_key = j.key
GROUP BY a.atom
ORDER BY a.atom;
