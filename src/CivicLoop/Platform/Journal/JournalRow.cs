using System.Data.Common;
using CivicLoop.Domain.Journal;
using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.Journal;

/// <summary>A stored entry beside the head its subject claims and the words said with it.</summary>
internal sealed record JournalRow(
    long Seq,
    JournalEntry Entry,
    byte[] Hash,
    int? HeadN,
    byte[]? HeadHash,
    string? Number,
    string? Words,
    byte[]? Salt)
{
    public string Subject => Number ?? Entry.SubjectId.ToString();

    public static JournalRow Read(DbDataReader row, DatabaseEngine engine) => new(
        row.GetInt64(0),
        new JournalEntry(
            Id(row, 1, engine), row.GetInt32(2), Instant(row, 3, engine),
            row.GetString(4), row.GetString(5), row.GetString(6)),
        (byte[])row.GetValue(7),
        row.IsDBNull(8) ? null : row.GetInt32(8),
        row.IsDBNull(9) ? null : (byte[])row.GetValue(9),
        row.IsDBNull(10) ? null : row.GetString(10),
        row.IsDBNull(11) ? null : row.GetString(11),
        row.IsDBNull(12) ? null : (byte[])row.GetValue(12));

    private static Guid Id(DbDataReader row, int column, DatabaseEngine engine) =>
        engine == DatabaseEngine.Sqlite
            ? new Guid((byte[])row.GetValue(column), bigEndian: true)
            : row.GetGuid(column);

    private static DateTimeOffset Instant(DbDataReader row, int column, DatabaseEngine engine) =>
        engine == DatabaseEngine.Sqlite
            ? Instants.FromMicroseconds(row.GetInt64(column))
            : row.GetFieldValue<DateTimeOffset>(column);
}
