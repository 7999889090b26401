using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.People;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.Bench;

/// <summary>The demonstration city with inspectors who each have a phone.</summary>
/// <param name="Tokens">What each phone signs in with.</param>
internal sealed record PhonesCity(
    CityOptions Options, IReadOnlyList<string> Tokens,
    IReadOnlyList<(string Code, string Kind)> Sites,
    IReadOnlyDictionary<string, IReadOnlyList<CheckItem>> Items)
{
    private const string Edition = "sample-city";
    private const string Role = "supervisor";
    private const string Unit = "c-inspect1";
    private const int TokenDays = 1;
    private const int AtOnce = 200;

    public static async Task<PhonesCity> MakeAsync(BenchRun run, string name, int phones)
    {
        await using var city = await BenchCity.CreateAsync(
            "kunming", await BenchCity.EmptyAsync(run, name));
        var now = TimeProvider.System.GetUtcNow();
        var tokens = new List<string>();
        var give = city.Services.GetRequiredService<ApiTokens>();
        foreach (var some in Enumerable.Range(0, phones).Chunk(AtOnce))
        {
            foreach (var account in await AccountsAsync(city, some, now))
            {
                tokens.Add((await give.MakeAsync(account, "bench", TokenDays, "system", run.Stop))
                    .Value.Secret);
            }
        }

        var body = (await city.Services.GetRequiredService<EditionLists>()
            .BodyAsync(Edition, run.Stop)).Value;
        // A crossing is counted lane by lane; the others are sheets that can be sent whole.
        var items = body.SiteKinds.ToDictionary(kind => kind.Code, body.CheckedAt)
            .Where(one => one.Key != "S04"
                && one.Value.Any(item => item.Rule.Kind == CountRuleKind.Instances))
            .ToDictionary();
        await using var context = city.City.Database.OpenContext();
        var sites = await context.Set<Site>().OrderBy(row => row.Code).ToListAsync(run.Stop);
        return new PhonesCity(
            city.Options, tokens,
            [
                .. sites.Where(one => items.ContainsKey(one.SiteKindCode))
                    .Select(one => (one.Code, one.SiteKindCode)),
            ],
            items);
    }

    private static async Task<IReadOnlyList<Guid>> AccountsAsync(
        BenchCity city, IReadOnlyList<int> some, DateTimeOffset now) =>
        (await city.City.Database.WriteAsync(async session =>
        {
            var made = new List<Guid>();
            foreach (var n in some)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"phone-{n:0000}");
                var account = AccountWriter.New(name, name, now, null, isDemonstration: false);
                if ((await AccountWriter.MakeAsync(session, account, "system", now)).Problem
                        is { } refused
                    || (refused = (await PostWriter.GiveAsync(
                        session, new WantedPost(account.Id, Role, Unit), "system", now)).Problem)
                        is not null)
                {
                    return refused;
                }

                made.Add(account.Id);
            }

            return (Outcome<IReadOnlyList<Guid>>)made;
        })).Value;
}
