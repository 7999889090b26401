using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Cases;

/// <summary>A worklist holds what its reader may see of what waits, no more and no less, whichever
/// way it is found.</summary>
public sealed class WaitingCasesTests
{
    private const int AllOfThem = 50;

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_worklist_holds_what_its_reader_may_see_and_nothing_else(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await DispatchedAsync(city);
        var duty = Duty.All.Single(one => one.Name == "rectify");
        var model = city.City.City.Current;
        var lists = city.Service<CaseLists>();
        foreach (var scope in Scopes(model))
        {
            var caller = new Caller("someone", null, null, [new Grant(duty.Permission, scope)]);
            var waiting = await lists.DutyAsync(
                duty, caller, new CaseFilter(), after: null, AllOfThem, default);
            var visible = await VisibleAsync(city, duty, caller, model);
            Assert.Equal(visible, waiting.Items.Select(row => row.Number));
            var counts = await lists.CountsAsync(caller, default);
            Assert.Equal(visible.Count, counts[duty.Name]);
        }
    }

    // A class of each department, here and there in the city, so that line, unit and territory
    // differ from case to case.
    private static async Task DispatchedAsync(TestCity city)
    {
        foreach (var (@class, lon) in new[]
        {
            (TestPack.Rubbish, 102.05), (TestPack.Rubbish, 102.15), (TestPack.Rubbish, 102.25),
            (TestPack.Manhole, 102.05), (TestPack.Manhole, 102.35), (TestPack.Stall, 102.15),
        })
        {
            var (number, _) = await city.ReportAsync(@class, lon: lon);
            await city.ActAsync("office", number, "accept");
            await city.ActAsync("office", number, "dispatch");
        }
    }

    private static IEnumerable<Scope> Scopes(CityModel model) =>
        model.Organizations.All.Select(body => new Scope(body.Path, null))
            .Append(Scope.City)
            .Append(new Scope(null, TestPack.West))
            .Append(new Scope(null, TestPack.WestCommunity))
            .Append(new Scope(model.Organizations.Find(TestPack.Department)!.Path, TestPack.East));

    private static async Task<IReadOnlyList<string>> VisibleAsync(
        TestCity city, Duty duty, Caller caller, CityModel model)
    {
        await using var context = city.City.Database.OpenContext();
        var open = context.Set<Case>()
            .Where(row => row.IsOpen && duty.States.Contains(row.State));
        var rows = await CaseFilter.Visible(open, caller, duty.Permission, model).ToListAsync();
        return
        [
            .. rows.OrderBy(row => row.NextDueAt).ThenBy(row => row.Id).Select(row => row.Number),
        ];
    }
}
