ALTER TABLE `quarantine` ADD `header` text;
