using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.People;

namespace CivicLoop.Tests.Database;

/// <summary>What is long in counting is counted once for all who ask, and never shown from before
/// a change.</summary>
public sealed class KeptAnswersTests
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task While_nothing_changes_all_read_the_same_counting(DatabaseEngine engine)
    {
        await using var asked = await AskedAsync(engine);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => asked.AskAsync("city")));
        Assert.All(answers, answer => Assert.Equal(1, answer));
        Assert.Equal(2, await asked.AskAsync("district"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Whoever_has_changed_something_reads_it_counted_anew(DatabaseEngine engine)
    {
        await using var asked = await AskedAsync(engine);
        await asked.AskAsync("city");
        await asked.ChangeAsync();
        Assert.Equal(2, await asked.AskAsync("city"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_answer_is_counted_anew_when_its_life_is_over(DatabaseEngine engine)
    {
        await using var asked = await AskedAsync(engine);
        await asked.AskAsync("city");
        asked.Time.Advance(Life);
        Assert.Equal(2, await asked.AskAsync("city"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_counting_that_failed_is_not_kept(DatabaseEngine engine)
    {
        await using var asked = await AskedAsync(engine);
        asked.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => asked.AskAsync("city"));
        asked.Fails = false;
        Assert.Equal(2, await asked.AskAsync("city"));
    }

    private static async Task<Asked> AskedAsync(DatabaseEngine engine)
    {
        var test = await TestDatabase.CreateAsync(engine);
        var folder = DataFolder.Visit(test.Options);
        var time = new ShiftedTime();
        return new Asked(test, folder, folder.OpenDatabase(time).Value, time);
    }

    private sealed class Asked(
        TestDatabase test, DataFolder folder, CityDatabase database, ShiftedTime time)
        : IAsyncDisposable
    {
        private readonly KeptAnswers<string, int> kept = new(time, Life, database);
        private int counted;

        public ShiftedTime Time => time;

        public bool Fails { get; set; }

        public Task<int> AskAsync(string what) => kept.OfAsync(
            what,
            async () =>
            {
                var count = Interlocked.Increment(ref counted);
                await Task.Yield();
                return Fails ? throw new InvalidOperationException("It cannot count.") : count;
            },
            default);

        public async Task ChangeAsync()
        {
            var changed = await database.WriteAsync(async session =>
            {
                await SubjectJournal.AppendAsync(
                    session, Ids.New(time.GetUtcNow()), "system", "test.Changed", new { },
                    time.GetUtcNow());
                return (Outcome<int>)0;
            });
            Assert.Null(changed.Problem);
        }

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            folder.Dispose();
            await test.DisposeAsync();
        }
    }
}
