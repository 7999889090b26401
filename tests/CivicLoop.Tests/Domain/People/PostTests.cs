using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.People;

public sealed class PostTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    private static readonly Organization Bureau = new(
        "cg-w", OrganizationTree.Line, "cg", "/cg/cg-w/", "城管局", "Bureau", "bureau", "W");

    private static readonly Organization Centre = new(
        "jd-w", OrganizationTree.Command, "jd", "/jd/jd-w/", "监督中心", "Centre", "supervision",
        "W");

    private static readonly OrganizationChart Chart = new([Bureau, Centre]);

    [Theory]
    [InlineData("/cg/cg-w/", "W", true)]
    [InlineData("/cg/cg-w/team/", "E", true)]
    [InlineData("/cg/cg-west/", "W", false)]
    [InlineData("/cg/", "W", false)]
    public void A_handler_reaches_the_line_of_the_own_organisation(
        string path, string area, bool reaches) =>
        Assert.Equal(reaches, Caller("handler", Bureau).May(
            Permission.CaseRectify, new CaseStanding([path], [area])));

    [Theory]
    [InlineData("/cg/cg-w/", "W", true)]
    [InlineData("/water/", "W", true)]
    [InlineData("/cg/cg-w/", "E", false)]
    public void A_supervision_centre_reaches_its_area_whoever_answers_for_the_case(
        string path, string area, bool reaches) =>
        Assert.Equal(reaches, Caller("inspector", Centre).May(
            Permission.CaseCheck, new CaseStanding([path], [area])));

    [Fact]
    public void A_narrowed_line_needs_both_line_and_area()
    {
        var role = Role("handler");
        var held = new HeldPost(
            Give(role, Bureau) with { ScopePath = "/cg/", ScopeArea = "W" }, role);
        var caller = ActingCaller.Of(Guid.CreateVersion7(), [held], Chart, null, twoFactors: false);
        Assert.True(caller.May(Permission.CaseRectify, new(["/cg/cg-w/"], ["W"])));
        Assert.False(caller.May(Permission.CaseRectify, new(["/cg/cg-w/"], ["E"])));
        Assert.False(caller.May(Permission.CaseRectify, new(["/water/"], ["W"])));
    }

    [Fact]
    public void A_post_is_held_from_its_first_instant_to_before_its_last()
    {
        var post = Give(Role("handler"), Bureau) with { UntilAt = Now.AddDays(1) };
        Assert.False(post.IsHeld(Now.AddTicks(-1)));
        Assert.True(post.IsHeld(Now));
        Assert.True(post.IsHeld(Now.AddDays(1).AddTicks(-1)));
        Assert.False(post.IsHeld(Now.AddDays(1)));
    }

    [Fact]
    public void Somebody_with_posts_in_two_organisations_acts_for_one_at_a_time()
    {
        HeldPost[] held =
        [
            new(Give(Role("handler"), Bureau), Role("handler")),
            new(Give(Role("closer"), Centre) with { FromAt = Now.AddDays(1) }, Role("closer")),
        ];
        var first = ActingCaller.Of(Guid.CreateVersion7(), held, Chart, null, twoFactors: false);
        Assert.Equal("cg-w", first.OrganizationCode);
        Assert.False(first.MaySomewhere(Permission.CaseClose));
        var chosen = ActingCaller.Of(Guid.CreateVersion7(), held, Chart, "jd-w", twoFactors: false);
        Assert.Equal("/jd/jd-w/", chosen.OrganizationPath);
        Assert.True(chosen.MaySomewhere(Permission.CaseClose));
        Assert.False(chosen.MaySomewhere(Permission.CaseRectify));
    }

    [Fact]
    public void An_organisation_without_a_post_cannot_be_acted_for() => Assert.Equal(
        "cg-w",
        ActingCaller.Of(
            Guid.CreateVersion7(), [new(Give(Role("handler"), Bureau), Role("handler"))], Chart,
            "jd-w", twoFactors: false).OrganizationCode);

    [Theory]
    [InlineData("system-keeper", Permission.SystemKeep)]
    [InlineData("security-keeper", Permission.SecurityKeep)]
    [InlineData("auditor", Permission.AuditRead)]
    internal void A_separated_duty_is_granted_only_after_two_factors(
        string role, Permission permission)
    {
        Assert.False(Caller(role, Centre).MaySomewhere(permission));
        Assert.True(Caller(role, Centre, twoFactors: true).MaySomewhere(permission));
    }

    [Fact]
    public void No_built_in_role_joins_two_separated_duties() => Assert.All(
        BuiltInRoles.All, role => Assert.Null(SeparatedDuties.Refuse(role.Permissions, "role")));

    [Fact]
    public void Two_separated_duties_are_refused_by_name()
    {
        var problem = SeparatedDuties.Refuse(
            [Permission.SecurityKeep, Permission.CaseSee, Permission.AuditRead], "role");
        Assert.Equal(ProblemCode.DutiesSeparated, problem?.Code);
        Assert.Equal("SecurityKeep, AuditRead", problem?.Arguments[0]);
    }

    [Fact]
    public void Every_permission_but_those_of_everybody_is_in_some_built_in_role() => Assert.Equal(
        Enum.GetValues<Permission>().Except([Permission.Anyone, Permission.OwnReport]),
        BuiltInRoles.All.SelectMany(role => role.Permissions).Distinct().Order());

    [Fact]
    public void Who_does_the_work_never_closes_or_checks_it_by_the_built_in_roles() =>
        Assert.DoesNotContain(
            BuiltInRoles.All,
            role => role.Permissions.Contains(Permission.CaseRectify)
                && (role.Permissions.Contains(Permission.CaseCheck)
                    || role.Permissions.Contains(Permission.CaseClose)));

    private static Caller Caller(string role, Organization at, bool twoFactors = false) =>
        ActingCaller.Of(
            Guid.CreateVersion7(), [new HeldPost(Give(Role(role), at), Role(role))], Chart, null,
            twoFactors);

    private static Role Role(string code) => BuiltInRoles.All.Single(role => role.Code == code);

    private static Post Give(Role role, Organization at)
    {
        var scope = Post.UsualScope(role, at);
        return new Post
        {
            Id = Ids.New(Now),
            AccountId = Ids.New(Now),
            OrganizationCode = at.Code,
            RoleCode = role.Code,
            ScopePath = scope.OrganizationPath,
            ScopeArea = scope.AreaCode,
            FromAt = Now,
            UntilAt = null,
        };
    }
}
