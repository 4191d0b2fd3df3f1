CREATE INDEX `sync_change_deleted` ON `sync_change` (`version`) WHERE "sync_change"."op" = 'D';
