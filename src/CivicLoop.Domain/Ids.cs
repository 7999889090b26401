namespace CivicLoop.Domain;

/// <summary>Identifiers made in the application, so that a phone or an importer can name a thing
/// before the database has seen it.</summary>
public static class Ids
{
    /// <summary>A new UUIDv7: sorts by the time it was made.</summary>
    public static Guid New(DateTimeOffset now) => Guid.CreateVersion7(now);
}
