using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Secrets;

namespace CivicLoop.Platform;

/// <summary>How a finding weighs: <see cref="Failed"/> keeps the city from working or its data from
/// being safe, <see cref="Warned"/> will if nobody acts.</summary>
internal enum Finding
{
    Fine,
    Warned,
    Failed,
}

/// <summary>One thing that was looked at.</summary>
internal sealed record Checked(string What, Finding Finding, string Detail);

/// <summary>Looks a city over without changing it, beside a program that may be serving it.
/// </summary>
/// <param name="sendsMail">A mail server is set, so that links in letters must lead back.</param>
internal sealed class Doctor(CityOptions options, TimeProvider time, bool sendsMail = false)
{
    // A pack, a year of a small city and a copy before a migration fit into the first.
    private const long FreeBytesWarned = 5L * 1024 * 1024 * 1024;
    private const long FreeBytesFailed = 500L * 1024 * 1024;

    // Clocks of two machines that ask the same time servers differ by far less.
    private static readonly TimeSpan ClockGapMax = TimeSpan.FromMinutes(2);

    // Seals are made every five minutes while the city serves.
    private static readonly TimeSpan UnsealedMax = TimeSpan.FromMinutes(30);

    // Holidays of the next year are announced in November; this leaves time to ask for them.
    private const int CalendarDays = 90;

    private readonly DataFolder folder = DataFolder.Visit(options);

    public async Task<IReadOnlyList<Checked>> LookAsync(CancellationToken stop)
    {
        var found = new List<Checked> { Address(), Storage(), Disk() };
        var reached = Schema();
        found.Add(reached);
        if (reached.Finding == Finding.Failed)
        {
            return found;
        }

        try
        {
            await using var database = folder.Open();
            if (!await CityReader.ExistsAsync(database, stop))
            {
                found.Add(new Checked("city", Finding.Failed, "the database holds no city"));
                return found;
            }

            var city = await CityReader.ReadAsync(database, stop);
            await using var connection = await database.OpenReadAsync(stop);
            found.Add(await ClockAsync(connection, stop));
            found.Add(Calendar(city));
            found.Add(await KeyAsync(connection, stop));
            found.Add(await SealsAsync(connection, stop));
        }
        catch (Exception error) when (error is DatabaseDown or DbException)
        {
            found.Add(new Checked("database", Finding.Failed, error.Message));
        }

        return found;
    }

    private Checked Address() => Uri.TryCreate(options.Urls, UriKind.Absolute, out _)
        && (options.PublicUrl is null || Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out _))
            ? sendsMail && options.PublicUrl is null
                ? new Checked(
                    "configuration", Finding.Warned,
                    "mail is sent, but CIVICLOOP_PUBLICURL is not set: links in letters lead to "
                    + options.Urls)
                : new Checked("configuration", Finding.Fine, $"listens at {options.Urls}")
            : new Checked(
                "configuration", Finding.Failed,
                $"no address: {options.Urls} {options.PublicUrl}".Trim());

    private Checked Storage()
    {
        if (!Directory.Exists(folder.Path))
        {
            return new Checked("storage", Finding.Failed, $"{folder.Path} is not there");
        }

        var probe = Path.Combine(folder.Path, $"doctor-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Checked("storage", Finding.Fine, $"{folder.Path} can be written");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Checked("storage", Finding.Failed, error.Message);
        }
    }

    private Checked Disk()
    {
        try
        {
            var free = new DriveInfo(folder.Path).AvailableFreeSpace;
            return new Checked(
                "disk",
                free < FreeBytesFailed ? Finding.Failed
                    : free < FreeBytesWarned ? Finding.Warned : Finding.Fine,
                $"{Number(free / (1024 * 1024))} MB free");
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            return new Checked("disk", Finding.Failed, error.Message);
        }
    }

    private Checked Schema()
    {
        if (folder.Engine == DatabaseEngine.Sqlite && !File.Exists(folder.DatabaseFile))
        {
            return new Checked("database", Finding.Failed, $"{folder.DatabaseFile} is not there");
        }

        try
        {
            var applied = Migrator.Applied(folder.Engine, folder.ConnectionString);
            var known = Migrator.Names(folder.Engine);
            if (applied.Except(known).FirstOrDefault() is { } newer)
            {
                return new Checked(
                    "database", Finding.Failed, $"{newer} is of a newer program than this");
            }

            var lacking = known.Count - applied.Count;
            return lacking == 0
                ? new Checked("database", Finding.Fine, $"{folder.Engine}, up to {known[^1]}")
                : new Checked(
                    "database", applied.Count == 0 ? Finding.Failed : Finding.Warned,
                    $"{lacking} migrations are made at the next start");
        }
        catch (DatabaseDown error)
        {
            return new Checked(
                "database", Finding.Failed, $"{error.Message} {error.InnerException?.Message}");
        }
    }

    // SQLite has no clock of its own: there, and against a clock set back, the journal is proof.
    private async Task<Checked> ClockAsync(DbConnection connection, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (folder.Engine == DatabaseEngine.Postgres
            && await InstantAsync(connection, "SELECT clock_timestamp()", stop) is { } theirs
            && (theirs - now).Duration() > ClockGapMax)
        {
            return new Checked(
                "clock", Finding.Failed, $"here {now:u}, at the database {theirs:u}");
        }

        var last = await InstantAsync(
            connection, "SELECT at FROM journal ORDER BY seq DESC LIMIT 1", stop);
        return last > now + ClockGapMax
            ? new Checked("clock", Finding.Failed, $"{now:u}, before the journal's last {last:u}")
            : new Checked("clock", Finding.Fine, $"{now:u}");
    }

    private Checked Calendar(CityModel city)
    {
        var last = city.CalendarDocument.LastKnownYear;
        var today = city.DayOf(time.GetUtcNow());
        var days = new DateOnly(last, 12, 31).DayNumber - today.DayNumber;
        return new Checked(
            "calendar",
            days < 0 ? Finding.Failed : days <= CalendarDays ? Finding.Warned : Finding.Fine,
            $"holidays are known up to the end of {last}");
    }

    private async Task<Checked> KeyAsync(DbConnection connection, CancellationToken stop)
    {
        var contact = (byte[]?)await ScalarAsync(
            connection,
            "SELECT contact FROM case_reporters WHERE contact IS NOT NULL LIMIT 1", stop);
        if (!File.Exists(ContactVault.FileIn(folder.Path)))
        {
            return contact is null
                ? new Checked("contact key", Finding.Fine, "made when the first one is needed")
                : new Checked(
                    "contact key", Finding.Failed,
                    "contacts are stored, and keys/contact.key is not there");
        }

        try
        {
            var vault = ContactVault.Open(folder.Path);
            if (contact is not null)
            {
                vault.Unlock(contact);
            }

            return new Checked("contact key", Finding.Fine, "can be read");
        }
        catch (Exception error)
            when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new Checked(
                "contact key", Finding.Failed, $"does not open the contacts: {error.Message}");
        }
    }

    private async Task<Checked> SealsAsync(DbConnection connection, CancellationToken stop)
    {
        var oldest = await InstantAsync(
            connection,
            """
            SELECT at FROM journal
            WHERE seq > (SELECT COALESCE(MAX(to_seq), 0) FROM journal_checkpoints)
            ORDER BY seq LIMIT 1
            """,
            stop);
        if (oldest is null)
        {
            return new Checked("journal", Finding.Fine, "every entry is sealed");
        }

        // Entries may tell of long ago (imports), so the last seal's own time is what counts.
        var sealedAt = await InstantAsync(
            connection, "SELECT sealed_at FROM journal_checkpoints ORDER BY n DESC LIMIT 1", stop);
        var since = sealedAt > oldest ? sealedAt.Value : oldest.Value;
        return time.GetUtcNow() - since > UnsealedMax
            ? new Checked(
                "journal", Finding.Warned,
                $"entries since {since:u} are unsealed; they are sealed while the city serves")
            : new Checked("journal", Finding.Fine, $"sealed up to {since:u}");
    }

    private static async Task<DateTimeOffset?> InstantAsync(
        DbConnection connection, string sql, CancellationToken stop) =>
        await ScalarAsync(connection, sql, stop) switch
        {
            long microseconds => Instants.FromMicroseconds(microseconds),
            DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
            _ => null,
        };

    private static async Task<object?> ScalarAsync(
        DbConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(stop) is var value and not DBNull ? value : null;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
