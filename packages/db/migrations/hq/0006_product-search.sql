-- Words in lower case, without signs and without the accents of Spanish and its neighbours, so that 'jamon' finds
-- 'Jamón' and 'sku-1' is two words in the text as in the question. Unlike unaccent() it is immutable, which an index
-- needs, and it does not depend on the locale of the database.
CREATE FUNCTION search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(translate(translate(value,
    'áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ',
    'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc'),
    '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', '                                '))
$$;
--> statement-breakpoint
CREATE INDEX products_search ON products
USING gin (to_tsvector('simple', search_text(name || ' ' || receipt_name || ' ' || code)));
--> statement-breakpoint
CREATE INDEX product_texts_search ON product_texts
USING gin (to_tsvector('simple', search_text(name || ' ' || receipt_name)));
--> statement-breakpoint
CREATE INDEX product_variants_search ON product_variants USING gin (to_tsvector('simple', search_text(sku)));
--> statement-breakpoint
-- Products of which one text (the names, a translation, a SKU) has every word of `words` as the start of a word.
CREATE FUNCTION search_products(words text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
  wanted tsquery := (
    SELECT string_agg(quote_literal(word) || ':*', ' & ')::tsquery
    FROM regexp_split_to_table(search_text(words), ' +') AS word WHERE word <> '');
BEGIN
  IF wanted IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id FROM products p
    WHERE p.tenant_id = tenant AND p.deleted_at IS NULL AND p.id IN (
      SELECT n.id FROM products n WHERE n.tenant_id = tenant
        AND to_tsvector('simple', search_text(n.name || ' ' || n.receipt_name || ' ' || n.code)) @@ wanted
      UNION ALL
      SELECT t.product_id FROM product_texts t WHERE t.tenant_id = tenant
        AND to_tsvector('simple', search_text(t.name || ' ' || t.receipt_name)) @@ wanted
      UNION ALL
      SELECT v.product_id FROM product_variants v WHERE v.tenant_id = tenant AND v.deleted_at IS NULL
        AND to_tsvector('simple', search_text(v.sku)) @@ wanted);
END $$;
