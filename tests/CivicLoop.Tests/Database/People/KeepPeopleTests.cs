using System.Text.RegularExpressions;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.People;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Database.People;

public sealed class KeepPeopleTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task No_account_comes_to_hold_two_separated_duties(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var id = await city.MakeAsync("li", "security-keeper", TestPack.CommandCentre);
        var keep = city.Service<KeepAccounts>();
        foreach (var role in new[] { "auditor", "system-keeper" })
        {
            var second = await keep.GivePostAsync(
                new WantedPost(id, role, TestPack.CommandCentre), "system", default);
            Assert.Equal(ProblemCode.DutiesSeparated, second.Problem?.Code);
        }

        var beside = await keep.GivePostAsync(
            new WantedPost(id, "handler", TestPack.WestBureau), "system", default);
        Assert.Null(beside.Problem);
        var roles = city.Service<KeepRoles>();
        var widened = await roles.ChangeAsync(
            "handler", [Permission.CaseSee, Permission.AuditRead], "system");
        Assert.Equal(ProblemCode.DutiesSeparated, widened.Problem?.Code);
        var joined = await roles.ChangeAsync(
            "auditor", [Permission.AuditRead, Permission.SystemKeep], "system");
        Assert.Equal(ProblemCode.DutiesSeparated, joined.Problem?.Code);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Every_change_of_an_account_stands_in_its_chain_without_names(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var keep = city.Service<KeepAccounts>();
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        var post = (await keep.GivePostAsync(
            new WantedPost(id, "closer", TestPack.SupervisionCentre), "system", default)).Value;
        await keep.EndPostAsync(id, post.Id, "system", default);
        await keep.DisableAsync(id, true, "system", default);
        await keep.DisableAsync(id, false, "system", default);
        await keep.ExpirePasswordAsync(id, "system", default);
        Assert.Equal(
            [
                "account.Made", "account.PostGiven", "account.LinkMade", "account.PasswordSet",
                "account.PostGiven", "account.PostEnded", "account.Disabled", "account.Enabled",
                "account.PasswordExpired",
            ],
            await city.JournalAsync(id));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
        await using var context = city.City.Database.OpenContext();
        var bodies = await context.Database
            .SqlQueryRaw<string>("""SELECT body AS "Value" FROM journal""").ToListAsync();
        Assert.DoesNotContain(bodies, body => Regex.IsMatch(body, "某人|wang"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_changed_entry_of_an_account_is_named(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        await city.City.Database.WriteAsync(async session =>
            (Outcome<int>)await session.ExecuteAsync(
                "UPDATE journal SET body = '{}' WHERE subject_id = @id AND n = 2", ("@id", id)));
        var fault = Assert.Single((await city.VerifyJournalAsync()).Faults);
        Assert.Equal((id.ToString(), 2), (fault.Subject, fault.N));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_organisation_is_added_renamed_and_retired_but_never_lost(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var keep = city.Service<KeepOrganizations>();
        var added = await keep.AddAsync(
            new WantedOrganization(
                "d-cg-team", OrganizationTree.Line, TestPack.WestBureau, "执法队", "Team", "team",
                TestPack.West),
            "account:x");
        Assert.Equal(
            $"/{TestPack.Department}/{TestPack.WestBureau}/d-cg-team/", added.Value.Path);
        var inUse = await keep.RetireAsync(TestPack.WestBureau, "account:x");
        Assert.Equal(ProblemCode.OrganizationInUse, inUse.Problem?.Code);
        await keep.RenameAsync("d-cg-team", "执法大队", "Brigade", "account:x");
        await keep.RetireAsync("d-cg-team", "account:x");
        var kept = city.City.City.Current.Organizations.Find("d-cg-team");
        Assert.Equal("Brigade", kept?.NameEn);
        Assert.NotNull(kept?.RetiredAt);
        Assert.Equal(
            ["organization.Added", "organization.Renamed", "organization.Retired"],
            await city.JournalAsync(KeepOrganizations.Subject));
    }

    [Theory]
    [InlineData("a b", ProblemCode.FieldInvalid)]
    [InlineData("", ProblemCode.FieldRequired)]
    [InlineData(TestPack.Water, ProblemCode.AlreadyExists)]
    internal async Task A_code_that_cannot_be_used_is_refused(string code, ProblemCode expected)
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        var added = await city.Service<KeepOrganizations>().AddAsync(
            new WantedOrganization(code, OrganizationTree.Line, null, "名", "Name", "team", null),
            "account:x");
        Assert.Equal(expected, added.Problem?.Code);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Accounts_are_listed_in_pages_that_do_not_overlap(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        foreach (var name in new[] { "chen", "bai", "an-1", "deng", "cai" })
        {
            await city.MakeAsync(name, "handler", TestPack.WestBureau);
        }

        var lists = city.Service<PeopleLists>();
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await lists.AccountsAsync(null, after, 2, default);
            seen.AddRange(page.Items.Select(row => row.SignIn));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(["an-1", "bai", "cai", "chen", "deng"], seen.Order());
        Assert.Equal(5, seen.Count);
        var found = await lists.AccountsAsync("AI", null, 10, default);
        Assert.Equal(2, found.Items.Count);
    }

    [Theory]
    [InlineData("kunming")]
    [InlineData("boston")]
    public void The_people_of_a_pack_fit_its_organisations(string name)
    {
        var pack = PackReader.Read(PackPlaces.Find(name).Value).Value;
        Assert.Equal(name == "kunming" ? 21 : 13, pack.People.Count);
        var roles = pack.People.Select(person => person.Role).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "reception", "dispatcher", "handler", "inspector", "closer", "supervisor",
                "leader", "catalogue-keeper", "system-keeper", "security-keeper", "auditor",
            },
            roles);
    }
}
