using System.Xml.Linq;
using CivicLoop.Domain;

namespace CivicLoop.Tests.Tidy;

public sealed class DomainDocsTests
{
    [Fact]
    public void Every_public_type_of_the_domain_says_what_it_is_in_city_words()
    {
        var assembly = typeof(Ids).Assembly;
        var said = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
            .Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet();
        var silent = assembly.GetExportedTypes().Select(NameOf)
            .Where(name => !said.Contains(name)).ToList();
        Assert.True(silent.Count == 0, string.Join('\n', silent));
    }

    private static string NameOf(Type type) => "T:" + type.FullName!.Replace('+', '.');
}
