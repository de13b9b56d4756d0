-- id: pages
-- about: The pages of an atlas: the areas of a kind.
SELECT id, coalesce(name, id) AS name FROM areas WHERE kind = :kind ORDER BY id;
