using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Modules.Places;

/// <summary>The fields of a site (partial <c>_SiteFields</c>).</summary>
internal sealed record SiteFieldsView(
    SiteForm Typed, IReadOnlyList<SiteKind> Kinds, Problem? Problem);
