-- Words of a product as the till's search field needs them: every word typed is the start of one of these. rowid is
-- products.row_no. Without content and positions, because the rows are in products and nobody searches for phrases;
-- that makes it a quarter cheaper to fill.
CREATE VIRTUAL TABLE product_search USING fts5 (
  name, receipt_name, sku, texts,
  content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
