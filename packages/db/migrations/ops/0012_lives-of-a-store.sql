DROP INDEX IF EXISTS `shifts_z`;
--> statement-breakpoint
CREATE UNIQUE INDEX `shifts_z_of_lineage` ON `shifts` (`register_id`,`lineage`,`z_number`);
