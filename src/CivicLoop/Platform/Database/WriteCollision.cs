namespace CivicLoop.Platform.Database;

/// <summary>Another write got to the row first; the transaction is undone and tried
/// again.</summary>
internal sealed class WriteCollision(string subject)
    : Exception($"{subject} was changed by another write in the same moment.");
