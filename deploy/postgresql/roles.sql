-- 由数据库超级用户执行：psql -v owner_password=… -v site_password=… -v public_password=… -f roles.sql
-- 三个角色：budget_owner 拥有数据表，只在升级时登录；budget 是工作网站和后台任务，只能增删改查，动不了审计记录；
-- budget_public 是公开网站，只能读公开的几张表。数据表的授权由 manage.py grant_roles 给出，每次升级后再执行一遍。
-- 可以再次执行：已有的角色换成这次的口令，已有的库不动。
\set ON_ERROR_STOP on
SELECT format('CREATE ROLE %I', name) FROM unnest(ARRAY['budget_owner', 'budget', 'budget_public']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE budget_owner LOGIN PASSWORD :'owner_password';
ALTER ROLE budget LOGIN PASSWORD :'site_password' CONNECTION LIMIT 150;
ALTER ROLE budget_public LOGIN PASSWORD :'public_password' CONNECTION LIMIT 50;
ALTER ROLE budget_public SET default_transaction_read_only = on;
ALTER ROLE budget_public SET statement_timeout = '10s';
SELECT 'CREATE DATABASE budget OWNER budget_owner TEMPLATE template0 ENCODING ''UTF8'''
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'budget') \gexec
REVOKE ALL ON DATABASE budget FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE budget TO budget;
GRANT CONNECT ON DATABASE budget TO budget_public;
