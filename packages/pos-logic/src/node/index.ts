export { fileStorage, type FileStorageOptions } from './file-storage.ts'
export { deviceKeyFile, newDeviceKey } from './device-key-file.ts'
export { newHasher, sha256 } from './digests.ts'
export { followNotices, type FollowNotices } from './follow-notices.ts'
