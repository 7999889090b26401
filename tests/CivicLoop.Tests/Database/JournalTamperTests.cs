using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Database;

/// <summary>Somebody with the database's password changes history behind the program's back.
/// </summary>
public sealed class JournalTamperTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_untouched_journal_fits_and_its_seals_too(DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        var report = await city.VerifyJournalAsync();
        Assert.Empty(report.Faults);
        Assert.Equal(1, report.Checkpoints);
        Assert.Equal(3, report.Entries);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_changed_entry_is_named(DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await TamperAsync(
            city, "UPDATE journal SET body = '{\"command\":\"Reject\"}' WHERE n = 2");
        await AssertNamedAsync(city, JournalFaultKind.Changed, 2);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_entry_removed_from_the_middle_is_named(DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await TamperAsync(city, "DELETE FROM journal WHERE n = 2");
        await AssertNamedAsync(city, JournalFaultKind.Removed, 2);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_entry_removed_from_the_end_is_named(DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await TamperAsync(city, "DELETE FROM journal WHERE n = 3");
        await AssertNamedAsync(city, JournalFaultKind.Removed, 3);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_chain_that_vanished_whole_is_named(DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await TamperAsync(city, "DELETE FROM journal");
        await AssertNamedAsync(city, JournalFaultKind.Removed, 1);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_inserted_entry_is_named(DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await TamperAsync(
            city,
            """
            INSERT INTO journal (subject_id, n, at, actor, kind, body, hash)
            SELECT subject_id, 4, at, actor, kind, body, hash FROM journal WHERE n = 3
            """);
        await AssertNamedAsync(city, JournalFaultKind.Inserted, 4);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Entries_that_changed_places_are_named(DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await TamperAsync(city, "UPDATE journal SET n = 90 WHERE n = 2");
        await TamperAsync(city, "UPDATE journal SET n = 2 WHERE n = 3");
        await TamperAsync(city, "UPDATE journal SET n = 3 WHERE n = 90");
        await AssertNamedAsync(city, JournalFaultKind.Reordered, 2);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Words_put_into_somebodys_mouth_are_named(DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await TamperAsync(city, "UPDATE case_words SET words = 'never said'");
        await AssertNamedAsync(city, JournalFaultKind.WordsChanged, 3);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_history_written_anew_from_end_to_end_breaks_the_seal(
        DatabaseEngine engine)
    {
        // The forger rehashes the chain and moves the head: only the checkpoint still knows.
        await using var city = await PlayedAsync(engine);
        foreach (var beside in new[] { "case_words", "case_reporters", "case_search", "case_undo" })
        {
            await TamperAsync(city, $"DELETE FROM {beside}");
        }

        await TamperAsync(city, "DELETE FROM journal");
        await TamperAsync(city, "DELETE FROM cases");
        await city.ReportAsync();
        var report = await city.VerifyJournalAsync();
        Assert.Contains(report.Faults, fault => fault.Kind == JournalFaultKind.SealBroken);
    }

    private static async Task<TestCity> PlayedAsync(DatabaseEngine engine)
    {
        var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "note", new { text = "已电话确认" });
        var sealer = new JournalSealer(city.City.Database, city.Time);
        await sealer.SealAsync(CancellationToken.None);
        return city;
    }

    private static async Task TamperAsync(TestCity city, string sql) =>
        await city.City.Database.WriteAsync(
            async session => (Outcome<int>)await session.ExecuteAsync(sql));

    private static async Task AssertNamedAsync(TestCity city, JournalFaultKind kind, int n)
    {
        var report = await city.VerifyJournalAsync();
        Assert.Contains(
            report.Faults,
            fault => fault.Kind == kind && fault.N == n
                && fault.Subject.StartsWith("990101-", StringComparison.Ordinal));
    }
}
