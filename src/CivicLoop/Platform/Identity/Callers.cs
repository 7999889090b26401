using CivicLoop.Domain.People;

namespace CivicLoop.Platform.Identity;

/// <summary>Finds who asks.</summary>
internal class Callers
{
    public virtual ValueTask<Caller> OfAsync(HttpContext request) => new(Caller.Resident);
}
