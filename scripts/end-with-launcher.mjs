// Preloaded into what a launcher starts. When the launcher is killed the channel closes, and the child ends too.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
