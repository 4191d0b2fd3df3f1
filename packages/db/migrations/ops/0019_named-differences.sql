ALTER TABLE `sync_digests` ADD `differing` text;
