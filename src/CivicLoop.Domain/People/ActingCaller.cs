namespace CivicLoop.Domain.People;

/// <summary>Turns the posts somebody holds into the caller they are at this moment: a person acts
/// for one organisation at a time, with all posts held there.</summary>
public static class ActingCaller
{
    private const string Account = "account:";

    /// <summary>How the journal names an account.</summary>
    public static string ActorOf(Guid accountId) => $"{Account}{accountId}";

    /// <summary>The account behind a name of the journal; null for residents, programs and the
    /// city's own jobs.</summary>
    public static Guid? AccountOf(string actor) =>
        actor.StartsWith(Account, StringComparison.Ordinal)
            && Guid.TryParse(actor[Account.Length..], out var id)
                ? id
                : null;

    /// <summary>Posts held now, the oldest first.</summary>
    public static IReadOnlyList<HeldPost> HeldNow(
        IEnumerable<HeldPost> posts, DateTimeOffset now) =>
        [.. posts.Where(held => held.Post.IsHeld(now))
            .OrderBy(held => held.Post.FromAt).ThenBy(held => held.Post.Id)];

    /// <summary>The caller. Without a post: somebody signed in who may do nothing.</summary>
    /// <param name="actingFor">Code of the organisation chosen; one the person holds no post in
    /// counts as none chosen, and the oldest post decides.</param>
    /// <param name="twoFactors">Whether this sign-in was by two factors; without, the separated
    /// duties are not granted.</param>
    public static Caller Of(
        Guid accountId, IReadOnlyList<HeldPost> held, OrganizationChart chart, string? actingFor,
        bool twoFactors)
    {
        var organization = held.Any(post => post.Post.OrganizationCode == actingFor)
            ? actingFor
            : held.Count > 0 ? held[0].Post.OrganizationCode : null;
        var grants = held
            .Where(post => post.Post.OrganizationCode == organization)
            .SelectMany(post => post.Grants)
            .Where(grant =>
                twoFactors || !SeparatedDuties.NeedsSecondFactor(grant.Permission));
        return new Caller(
            ActorOf(accountId), organization, chart.Find(organization)?.Path, [.. grants]);
    }
}
