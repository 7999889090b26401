namespace CivicLoop.Platform.Database;

/// <summary>The database cannot be reached or cannot write now. Nothing of the refused request was
/// kept, and trying again is safe.</summary>
internal sealed class DatabaseDown(string message, Exception inner) : Exception(message, inner);
