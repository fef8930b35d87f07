using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Organizations;

public static class OrganizationsTables
{
    public static DbSet<Organization> Organizations(this TrainingDbContext db) => db.Set<Organization>();

    public static DbSet<Agreement> Agreements(this TrainingDbContext db) => db.Set<Agreement>();

    public static DbSet<Pairing> Pairings(this TrainingDbContext db) => db.Set<Pairing>();

    public static DbSet<GroupMember> GroupMembers(this TrainingDbContext db) => db.Set<GroupMember>();

    public static DbSet<Pilot> Pilots(this TrainingDbContext db) => db.Set<Pilot>();
}
