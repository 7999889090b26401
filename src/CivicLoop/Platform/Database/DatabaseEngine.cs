namespace CivicLoop.Platform.Database;

/// <summary>The two databases a city may run on; both are in every test.</summary>
internal enum DatabaseEngine
{
    Sqlite,
    Postgres,
}
