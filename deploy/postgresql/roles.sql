-- 由数据库超级用户执行一次：psql -v owner_password=… -v site_password=… -v public_password=… -f roles.sql
-- 三个角色：budget_owner 拥有数据表，只在升级时登录；budget 是工作网站和后台任务，只能增删改查，动不了审计记录；
-- budget_public 是公开网站，只能读公开的几张表。数据表的授权由 manage.py grant_roles 给出，每次升级后再执行一遍。
CREATE ROLE budget_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE budget LOGIN PASSWORD :'site_password' CONNECTION LIMIT 150;
CREATE ROLE budget_public LOGIN PASSWORD :'public_password' CONNECTION LIMIT 50;
ALTER ROLE budget_public SET default_transaction_read_only = on;
ALTER ROLE budget_public SET statement_timeout = '10s';
CREATE DATABASE budget OWNER budget_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE budget FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE budget TO budget;
GRANT CONNECT ON DATABASE budget TO budget_public;
